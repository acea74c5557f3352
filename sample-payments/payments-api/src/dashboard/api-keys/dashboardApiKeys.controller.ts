import { Body, Controller, Param, Query, Req } from '@nestjs/common';
import type { CreateApiKey, ListApiKeys, RollApiKey } from '@payments/core/contract';
import { ENDPOINTS } from '@payments/core/dashboard-contract';
import type { FastifyRequest } from 'fastify';
import { ApiKeysService } from '../../api-keys/ApiKeysService.ts';
import type { Caller } from '../../api-keys/Caller.ts';
import type { Answer } from '../../http/Answer.ts';
import { Serves } from '../../http/operation.ts';
import { CalledBy, Idempotent } from '../../http/request.ts';
import type { IdempotentRequest } from '../../idempotency/IdempotentRequest.ts';

@Controller()
export class DashboardApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Serves(ENDPOINTS.listApiKeys)
  list(@CalledBy() caller: Caller, @Query() query: ListApiKeys): Promise<unknown> {
    return this.keys.list(caller, query);
  }

  @Serves(ENDPOINTS.createApiKey)
  create(@Idempotent() request: IdempotentRequest, @Body() body: CreateApiKey): Promise<Answer> {
    return this.keys.create(request, body);
  }

  @Serves(ENDPOINTS.rollApiKey)
  roll(
    @Idempotent() request: IdempotentRequest,
    @Param('api_key_id') id: string,
    @Body() body: RollApiKey,
  ): Promise<Answer> {
    return this.keys.roll(request, id, body);
  }

  @Serves(ENDPOINTS.revokeApiKey)
  revoke(@CalledBy() caller: Caller, @Param('api_key_id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.keys.revoke(caller, id, request.id);
  }
}
