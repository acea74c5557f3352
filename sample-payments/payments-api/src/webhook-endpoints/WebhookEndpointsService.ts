import { Inject, Injectable } from '@nestjs/common';
import { writeAudit } from '@payments/core/audit';
import type {
  CreateWebhookEndpoint,
  ListDeliveries,
  ListWebhookEndpoints,
  UpdateWebhookEndpoint,
} from '@payments/core/contract';
import type { Queryable } from '@payments/core/database';
import { newUuid, publicId, uuidOf } from '@payments/core/identifiers';
import { seal } from '@payments/core/sealing';
import { makeWebhookSecret, ROLL_OVERLAP_MS } from '@payments/core/webhooks';
import type { Caller } from '../api-keys/Caller.ts';
import type { Answer } from '../http/Answer.ts';
import { pageRequest, toPage } from '../http/paging.ts';
import { conflict, notFound } from '../http/problem.ts';
import { IdempotencyService } from '../idempotency/IdempotencyService.ts';
import type { IdempotentRequest } from '../idempotency/IdempotentRequest.ts';
import { Database } from '../platform/Database.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { DeliveriesRepository } from './DeliveriesRepository.ts';
import { describeDelivery, describeEndpoint } from './describe.ts';
import { requireReachableUrl } from './requireReachableUrl.ts';
import { WebhookEndpointsRepository, type EndpointRow } from './WebhookEndpointsRepository.ts';

/** Where a merchant's events go, and what became of them. */
@Injectable()
export class WebhookEndpointsService {
  readonly #sealingKey: Buffer;
  readonly #allowedHosts: readonly string[];

  constructor(
    private readonly repository: WebhookEndpointsRepository,
    private readonly deliveries: DeliveriesRepository,
    private readonly idempotency: IdempotencyService,
    private readonly database: Database,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#sealingKey = settings.SEALING_KEY;
    this.#allowedHosts = settings.WEBHOOK_ALLOWED_HOSTS;
  }

  /** The secret is in this answer only. */
  async create(request: IdempotentRequest, { url, events }: CreateWebhookEndpoint): Promise<Answer> {
    requireReachableUrl(url, this.#allowedHosts);
    const { caller, requestId } = request;
    return this.idempotency.once(request, async database => {
      const id = newUuid();
      const secret = makeWebhookSecret();
      const row = await this.repository.insert(database, caller, {
        id,
        url,
        events,
        secretSealed: this.#seal(id, secret),
      });
      const after = describeEndpoint(row);
      const entry = { action: 'webhook_endpoint.created', subject: publicId('webhookEndpoint', id), requestId, after };
      await writeAudit(database, caller, entry);
      return { status: 201, body: JSON.stringify({ ...after, secret }), subjectId: id, isSecret: true };
    });
  }

  async read(caller: Caller, id: string): Promise<unknown> {
    return describeEndpoint(await this.#find(caller, id));
  }

  async list(caller: Caller, query: ListWebhookEndpoints): Promise<unknown> {
    const page = pageRequest('webhookEndpoint', query);
    return toPage(await this.repository.list(caller, page), page, describeEndpoint);
  }

  async update(caller: Caller, id: string, change: UpdateWebhookEndpoint, requestId: string): Promise<unknown> {
    if (change.url !== undefined) requireReachableUrl(change.url, this.#allowedHosts);
    return this.database.transaction(async database => {
      const endpoint = await this.#lock(database, caller, id);
      const after = describeEndpoint(await this.repository.update(database, endpoint.id, change));
      const subject = publicId('webhookEndpoint', endpoint.id);
      const before = describeEndpoint(endpoint);
      await writeAudit(database, caller, { action: 'webhook_endpoint.changed', subject, requestId, before, after });
      return after;
    });
  }

  async remove(caller: Caller, id: string, requestId: string): Promise<void> {
    await this.database.transaction(async database => {
      const endpoint = await this.#lock(database, caller, id);
      await this.repository.remove(database, endpoint.id);
      const subject = publicId('webhookEndpoint', endpoint.id);
      const before = describeEndpoint(endpoint);
      await writeAudit(database, caller, { action: 'webhook_endpoint.removed', subject, requestId, before });
    });
  }

  /** A new secret signs at once; the former one signs beside it for a day. */
  rotateSecret(request: IdempotentRequest, id: string): Promise<Answer> {
    const { caller, requestId } = request;
    return this.idempotency.once(request, async database => {
      const endpoint = await this.#lock(database, caller, id);
      const secret = makeWebhookSecret();
      await this.repository.rotate(database, endpoint.id, this.#seal(endpoint.id, secret), ROLL_OVERLAP_MS);
      const subject = publicId('webhookEndpoint', endpoint.id);
      await writeAudit(database, caller, { action: 'webhook_endpoint.secret_rotated', subject, requestId });
      const body = JSON.stringify({ ...describeEndpoint(endpoint), secret });
      return { status: 200, body, subjectId: endpoint.id, isSecret: true };
    });
  }

  async listDeliveries(caller: Caller, id: string, query: ListDeliveries): Promise<unknown> {
    const endpoint = await this.#find(caller, id);
    const page = pageRequest('webhookDelivery', query);
    return toPage(await this.deliveries.list(endpoint.id, query.status, page), page, describeDelivery);
  }

  /** Queues an event for its endpoint once more. The settlement worker finds it by its schedule. */
  resend(request: IdempotentRequest, id: string, deliveryId: string): Promise<Answer> {
    return this.idempotency.once(request, async database => {
      const endpoint = await this.#lock(database, request.caller, id);
      if (!endpoint.enabled)
        throw conflict('webhook_endpoint_disabled', 'The endpoint is off. Enable it first.', 'webhook_endpoint_id');
      const uuid = uuidOf('webhookDelivery', deliveryId);
      const found = uuid && (await this.deliveries.lock(database, endpoint.id, uuid));
      if (!uuid || !found) throw notFound('delivery', 'delivery_id');
      if (found.isBusy) throw conflict('delivery_in_progress', 'It is being sent at this moment.', 'delivery_id');
      const delivery = await this.deliveries.resend(database, uuid);
      return { status: 202, body: JSON.stringify(describeDelivery(delivery)), subjectId: uuid };
    });
  }

  async #find(caller: Caller, id: string): Promise<EndpointRow> {
    const uuid = uuidOf('webhookEndpoint', id);
    const endpoint = uuid && (await this.repository.find(caller, uuid));
    if (!endpoint) throw notFound('webhook endpoint', 'webhook_endpoint_id');
    return endpoint;
  }

  async #lock(database: Queryable, caller: Caller, id: string): Promise<EndpointRow> {
    const uuid = uuidOf('webhookEndpoint', id);
    const endpoint = uuid && (await this.repository.lock(database, caller, uuid));
    if (!endpoint) throw notFound('webhook endpoint', 'webhook_endpoint_id');
    return endpoint;
  }

  #seal(id: string, secret: string): Buffer {
    return seal(secret, this.#sealingKey, `webhook_endpoint:${id}`);
  }
}
