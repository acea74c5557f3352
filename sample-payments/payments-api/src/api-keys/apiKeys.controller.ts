import { Body, Controller, Delete, Get, Param, Post, Query, Req } from '@nestjs/common';
import * as schemas from '@payments/core/contract';
import type { FastifyRequest } from 'fastify';
import type { Answer } from '../http/Answer.ts';
import { Operation } from '../http/operation.ts';
import { CalledBy, Idempotent } from '../http/request.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { ApiKeysService } from './ApiKeysService.ts';
import type { Caller } from './Caller.ts';

const tag = 'API keys';
const write = { tag, scope: 'api_keys:write' } as const;

@Controller('v1/api-keys')
export class ApiKeysController {
  constructor(private readonly keys: ApiKeysService) {}

  @Post()
  @Operation({
    ...write,
    id: 'createApiKey',
    summary: 'Create an API key',
    isIdempotent: true,
    body: schemas.createApiKeySchema,
    success: { status: 201, schema: schemas.apiKeyWithSecretSchema },
  })
  create(@Idempotent() request: IdempotentRequest, @Body() body: schemas.CreateApiKey): Promise<Answer> {
    return this.keys.create(request, body);
  }

  @Get()
  @Operation({
    tag,
    scope: 'api_keys:read',
    id: 'listApiKeys',
    summary: 'List API keys',
    query: schemas.listApiKeysSchema,
    success: { status: 200, schema: schemas.pageOf(schemas.apiKeySchema) },
  })
  list(@CalledBy() caller: Caller, @Query() query: schemas.ListApiKeys): Promise<unknown> {
    return this.keys.list(caller, query);
  }

  @Delete(':api_key_id')
  @Operation({ ...write, id: 'revokeApiKey', summary: 'Revoke an API key at once', success: { status: 204 } })
  revoke(@CalledBy() caller: Caller, @Param('api_key_id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.keys.revoke(caller, id, request.id);
  }

  @Post(':api_key_id/roll')
  @Operation({
    ...write,
    id: 'rollApiKey',
    summary: 'Replace an API key',
    isIdempotent: true,
    body: schemas.rollApiKeySchema,
    isBodyOptional: true,
    success: { status: 201, schema: schemas.apiKeyWithSecretSchema },
  })
  roll(
    @Idempotent() request: IdempotentRequest,
    @Param('api_key_id') id: string,
    @Body() body: schemas.RollApiKey,
  ): Promise<Answer> {
    return this.keys.roll(request, id, body);
  }
}
