import { Controller, Get } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../api-keys/Caller.ts';
import { Operation } from '../http/operation.ts';
import { CalledBy } from '../http/request.ts';
import { currency } from '../http/schemas.ts';
import { BalancesRepository, type Balance } from './BalancesRepository.ts';

const balanceSchema = z
  .object({ currency, available: z.number().int(), pending: z.number().int() })
  .meta({ id: 'Balance' });

@Controller('v1/balances')
export class BalancesController {
  constructor(private readonly repository: BalancesRepository) {}

  @Get()
  @Operation({
    id: 'listBalances',
    tag: 'Balances',
    summary: 'Read the merchant’s balances, one for each currency',
    scope: 'balances:read',
    success: { status: 200, schema: z.object({ data: z.array(balanceSchema) }) },
  })
  async list(@CalledBy() caller: Caller): Promise<{ data: Balance[] }> {
    return { data: await this.repository.list(caller) };
  }
}
