import { Module } from '@nestjs/common';
import { IdempotencyService } from './IdempotencyService.ts';

@Module({ providers: [IdempotencyService], exports: [IdempotencyService] })
export class IdempotencyModule {}
