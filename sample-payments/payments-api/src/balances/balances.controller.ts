import { Controller, Get } from '@nestjs/common';
import { balancesSchema, type Balance } from '@payments/core/contract';
import type { Caller } from '../api-keys/Caller.ts';
import { Operation } from '../http/operation.ts';
import { CalledBy } from '../http/request.ts';
import { BalancesRepository } from './BalancesRepository.ts';

@Controller('v1/balances')
export class BalancesController {
  constructor(private readonly repository: BalancesRepository) {}

  @Get()
  @Operation({
    id: 'listBalances',
    tag: 'Balances',
    summary: 'Read the merchant’s balances, one for each currency',
    scope: 'balances:read',
    success: { status: 200, schema: balancesSchema },
  })
  async list(@CalledBy() caller: Caller): Promise<{ data: Balance[] }> {
    return { data: await this.repository.list(caller) };
  }
}
