import { Body, Controller, Param, Query, Req } from '@nestjs/common';
import type {
  CreateWebhookEndpoint,
  ListDeliveries,
  ListWebhookEndpoints,
  UpdateWebhookEndpoint,
} from '@payments/core/contract';
import { ENDPOINTS } from '@payments/core/dashboard-contract';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../api-keys/Caller.ts';
import type { Answer } from '../../http/Answer.ts';
import { Serves } from '../../http/operation.ts';
import { CalledBy, Idempotent } from '../../http/request.ts';
import type { IdempotentRequest } from '../../idempotency/IdempotentRequest.ts';
import {
  createWebhookEndpointSchema,
  updateWebhookEndpointSchema,
} from '../../webhook-endpoints/webhookEndpoints.schemas.ts';
import { WebhookEndpointsService } from '../../webhook-endpoints/WebhookEndpointsService.ts';

const ID = 'webhook_endpoint_id';

@Controller()
export class DashboardWebhooksController {
  constructor(private readonly endpoints: WebhookEndpointsService) {}

  @Serves(ENDPOINTS.listWebhookEndpoints)
  list(@CalledBy() caller: Caller, @Query() query: ListWebhookEndpoints): Promise<unknown> {
    return this.endpoints.list(caller, query);
  }

  @Serves(ENDPOINTS.createWebhookEndpoint, { body: createWebhookEndpointSchema })
  create(@Idempotent() request: IdempotentRequest, @Body() body: CreateWebhookEndpoint): Promise<Answer> {
    return this.endpoints.create(request, body);
  }

  @Serves(ENDPOINTS.readWebhookEndpoint)
  read(@CalledBy() caller: Caller, @Param(ID) id: string): Promise<unknown> {
    return this.endpoints.read(caller, id);
  }

  @Serves(ENDPOINTS.updateWebhookEndpoint, { body: updateWebhookEndpointSchema })
  update(
    @CalledBy() caller: Caller,
    @Param(ID) id: string,
    @Body() body: UpdateWebhookEndpoint,
    @Req() request: FastifyRequest,
  ): Promise<unknown> {
    return this.endpoints.update(caller, id, body, request.id);
  }

  @Serves(ENDPOINTS.deleteWebhookEndpoint)
  remove(@CalledBy() caller: Caller, @Param(ID) id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.endpoints.remove(caller, id, request.id);
  }

  @Serves(ENDPOINTS.rotateWebhookSecret)
  rotateSecret(@Idempotent() request: IdempotentRequest, @Param(ID) id: string): Promise<Answer> {
    return this.endpoints.rotateSecret(request, id);
  }

  @Serves(ENDPOINTS.listDeliveries)
  deliveries(@CalledBy() caller: Caller, @Param(ID) id: string, @Query() query: ListDeliveries): Promise<unknown> {
    return this.endpoints.listDeliveries(caller, id, query);
  }

  @Serves(ENDPOINTS.resendDelivery)
  resend(
    @Idempotent() request: IdempotentRequest,
    @Param(ID) id: string,
    @Param('delivery_id') deliveryId: string,
  ): Promise<Answer> {
    return this.endpoints.resend(request, id, deliveryId);
  }
}
