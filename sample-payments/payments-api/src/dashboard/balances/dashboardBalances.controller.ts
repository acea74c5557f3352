import { Controller } from '@nestjs/common';
import type { Balance } from '@payments/core/contract';
import { ENDPOINTS } from '@payments/core/dashboard-contract';
import type { Caller } from '../../api-keys/Caller.ts';
import { BalancesRepository } from '../../balances/BalancesRepository.ts';
import { Serves } from '../../http/operation.ts';
import { CalledBy } from '../../http/request.ts';

@Controller()
export class DashboardBalancesController {
  constructor(private readonly repository: BalancesRepository) {}

  @Serves(ENDPOINTS.listBalances)
  async list(@CalledBy() caller: Caller): Promise<{ data: Balance[] }> {
    return { data: await this.repository.list(caller) };
  }
}
