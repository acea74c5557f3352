import { makeApiKey, SCOPES } from '@payments/core/api-keys';
import type { Queryable } from '@payments/core/database';
import { newUuid, publicId } from '@payments/core/identifiers';
import { EVENT_TYPES } from '@payments/core/payments';
import { seal } from '@payments/core/sealing';
import { makeWebhookSecret } from '@payments/core/webhooks';
import { insert, makeMerchant } from '@payments/testing';
import { SECRETS, type Stage } from './stage/Stage.ts';

/** The endpoint that faults make go wrong. The healthy ones beside it get everything meanwhile. */
export const POISONED = 'poisoned';

/** Gets every event and confirms each. */
export const HEALTHY = 'healthy';

/** The merchant of a run: a key, and endpoints good and bad. */
export interface Shop {
  merchantId: string;
  apiKey: string;
  /** UUIDs of endpoints by their name at the receiver. */
  endpoints: ReadonlyMap<string, string>;
  /** Public id of the endpoint that never speaks TLS; the merchant removes it in the end. */
  junkEndpoint: string;
}

const FINAL_EVENTS = ['payment.succeeded', 'payment.canceled', 'refund.succeeded'] as const;

/** Opens the merchant's account as an operator would: endpoints on this machine cannot be added through the API. */
export async function openShop(sql: Queryable, stage: Stage): Promise<Shop> {
  const merchantId = await makeMerchant(sql);
  const id = newUuid();
  const { key, hash } = makeApiKey({ id, live: false }, SECRETS.pepper);
  await insert(sql, 'api_keys', { id, merchant_id: merchantId, name: 'chaos', live: false, hash, scopes: SCOPES });
  const endpoints = new Map<string, string>();
  const add = async (name: string, events: readonly string[], url = stage.receiver.urlOf(name)) => {
    const made = await addEndpoint(sql, merchantId, url, events);
    endpoints.set(name, made.id);
    return made;
  };
  stage.receiver.add(HEALTHY, (await add(HEALTHY, EVENT_TYPES)).secret);
  stage.receiver.add(POISONED, (await add(POISONED, FINAL_EVENTS)).secret);
  stage.receiver.add('gone', (await add('gone', ['payment.succeeded'])).secret, 'is gone');
  const junk = await add('junk', ['payment.succeeded'], stage.receiver.junkUrl);
  return { merchantId, apiKey: key, endpoints, junkEndpoint: publicId('webhookEndpoint', junk.id) };
}

async function addEndpoint(
  sql: Queryable,
  merchantId: string,
  url: string,
  events: readonly string[],
): Promise<{ id: string; secret: string }> {
  const id = newUuid();
  const secret = makeWebhookSecret();
  const sealed = seal(secret, SECRETS.sealingKey, `webhook_endpoint:${id}`);
  const row = { id, merchant_id: merchantId, live: false, url, events: [...events], secret_sealed: sealed };
  await insert(sql, 'webhook_endpoints', row);
  return { id, secret };
}
