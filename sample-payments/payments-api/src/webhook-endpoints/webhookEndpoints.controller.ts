import { Body, Controller, Delete, Get, Param, Patch, Post, Query, Req } from '@nestjs/common';
import * as schemas from '@payments/core/contract';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../api-keys/Caller.ts';
import type { Answer } from '../http/Answer.ts';
import { Operation } from '../http/operation.ts';
import { CalledBy, Idempotent } from '../http/request.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { createWebhookEndpointSchema, updateWebhookEndpointSchema } from './webhookEndpoints.schemas.ts';
import { WebhookEndpointsService } from './WebhookEndpointsService.ts';

const ID = 'webhook_endpoint_id';
const endpoint = { status: 200, schema: schemas.webhookEndpointSchema } as const;
const read = { tag: 'Webhooks', scope: 'webhooks:read' } as const;
const write = { tag: 'Webhooks', scope: 'webhooks:write' } as const;

@Controller('v1/webhook-endpoints')
export class WebhookEndpointsController {
  constructor(private readonly endpoints: WebhookEndpointsService) {}

  @Post()
  @Operation({
    ...write,
    id: 'createWebhookEndpoint',
    summary: 'Add a webhook endpoint',
    isIdempotent: true,
    body: createWebhookEndpointSchema,
    success: { status: 201, schema: schemas.webhookEndpointWithSecretSchema },
  })
  create(@Idempotent() request: IdempotentRequest, @Body() body: schemas.CreateWebhookEndpoint): Promise<Answer> {
    return this.endpoints.create(request, body);
  }

  @Get()
  @Operation({
    ...read,
    id: 'listWebhookEndpoints',
    summary: 'List webhook endpoints',
    query: schemas.listWebhookEndpointsSchema,
    success: { status: 200, schema: schemas.pageOf(schemas.webhookEndpointSchema) },
  })
  list(@CalledBy() caller: Caller, @Query() query: schemas.ListWebhookEndpoints): Promise<unknown> {
    return this.endpoints.list(caller, query);
  }

  @Get(`:${ID}`)
  @Operation({ ...read, id: 'readWebhookEndpoint', summary: 'Read a webhook endpoint', success: endpoint })
  read(@CalledBy() caller: Caller, @Param(ID) id: string): Promise<unknown> {
    return this.endpoints.read(caller, id);
  }

  @Patch(`:${ID}`)
  @Operation({
    ...write,
    id: 'updateWebhookEndpoint',
    summary: 'Change a webhook endpoint',
    body: updateWebhookEndpointSchema,
    success: endpoint,
  })
  update(
    @CalledBy() caller: Caller,
    @Param(ID) id: string,
    @Body() body: schemas.UpdateWebhookEndpoint,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.endpoints.update(caller, id, body, request.id);
  }

  @Delete(`:${ID}`)
  @Operation({ ...write, id: 'deleteWebhookEndpoint', summary: 'Remove a webhook endpoint', success: { status: 204 } })
  remove(@CalledBy() caller: Caller, @Param(ID) id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.endpoints.remove(caller, id, request.id);
  }

  @Post(`:${ID}/rotate-secret`)
  @Operation({
    ...write,
    id: 'rotateWebhookSecret',
    summary: 'Give an endpoint a new signing secret',
    isIdempotent: true,
    success: { status: 200, schema: schemas.webhookEndpointWithSecretSchema },
  })
  rotateSecret(@Idempotent() request: IdempotentRequest, @Param(ID) id: string): Promise<Answer> {
    return this.endpoints.rotateSecret(request, id);
  }

  @Get(`:${ID}/deliveries`)
  @Operation({
    ...read,
    id: 'listWebhookDeliveries',
    summary: 'List what was sent to an endpoint, and what came back',
    query: schemas.listDeliveriesSchema,
    success: { status: 200, schema: schemas.pageOf(schemas.deliverySchema) },
  })
  deliveries(
    @CalledBy() caller: Caller,
    @Param(ID) id: string,
    @Query() query: schemas.ListDeliveries,
  ): Promise<unknown> {
    return this.endpoints.listDeliveries(caller, id, query);
  }

  @Post(`:${ID}/deliveries/:delivery_id/resend`)
  @Operation({
    ...write,
    id: 'resendWebhookDelivery',
    summary: 'Send an event once more',
    isIdempotent: true,
    success: { status: 202, schema: schemas.deliverySchema },
  })
  resend(
    @Idempotent() request: IdempotentRequest,
    @Param(ID) id: string,
    @Param('delivery_id') deliveryId: string,
  ): Promise<Answer> {
    return this.endpoints.resend(request, id, deliveryId);
  }
}
