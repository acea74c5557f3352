import { Controller, Query } from '@nestjs/common';
import { ENDPOINTS, type Overview, type OverviewQuery } from '@payments/core/dashboard-contract';
import type { Caller } from '../../api-keys/Caller.ts';
import { Serves } from '../../http/operation.ts';
import { CalledBy } from '../../http/request.ts';
import { OverviewService } from './OverviewService.ts';

@Controller()
export class OverviewController {
  constructor(private readonly overview: OverviewService) {}

  @Serves(ENDPOINTS.overview)
  read(@CalledBy() caller: Caller, @Query() query: OverviewQuery): Promise<Overview> {
    return this.overview.read(caller, query);
  }
}
