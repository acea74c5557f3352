import { Module } from '@nestjs/common';
import { BalancesController } from './balances.controller.ts';
import { BalancesRepository } from './BalancesRepository.ts';

@Module({ controllers: [BalancesController], providers: [BalancesRepository], exports: [BalancesRepository] })
export class BalancesModule {}
