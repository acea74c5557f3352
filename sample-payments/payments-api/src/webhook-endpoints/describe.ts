import { publicId } from '@payments/core/identifiers';
import type { DeliveryRow } from './DeliveriesRepository.ts';
import type { EndpointRow } from './WebhookEndpointsRepository.ts';

/** `WebhookEndpoint` of the contract. */
export function describeEndpoint(endpoint: EndpointRow): Record<string, unknown> {
  return {
    id: publicId('webhookEndpoint', endpoint.id),
    url: endpoint.url,
    events: endpoint.events,
    enabled: endpoint.enabled,
    created_at: endpoint.createdAt.toISOString(),
  };
}

/** `WebhookDelivery` of the contract. */
export function describeDelivery(delivery: DeliveryRow): Record<string, unknown> {
  return {
    id: publicId('webhookDelivery', delivery.id),
    event: JSON.parse(delivery.payload) as unknown,
    status: delivery.state,
    next_attempt_at: delivery.nextAttemptAt?.toISOString(),
    attempts: delivery.attempts.map(({ at, durationMs, httpStatus, failure }) => ({
      at: new Date(at).toISOString(),
      duration_ms: durationMs,
      http_status: httpStatus ?? undefined,
      failure: failure ?? undefined,
    })),
  };
}
