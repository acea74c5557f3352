import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreateWebhookEndpoint, UpdateWebhookEndpoint, WebhookDelivery } from '@payments/core/contract';
import { ask } from '../api/ask.ts';
import { useChange } from '../api/useChange.ts';
import type { Parameters } from '../api/addressOf.ts';
import { useIdempotencyKey } from '../api/useIdempotencyKey.ts';

const ENDPOINTS_AT_MOST = '100';
const DELIVERIES_PAGE = '20';
const WAITING_POLL_MS = 2_000;

/** All endpoints. */
export function useWebhooks(isAllowed: boolean) {
  return useQuery({
    queryKey: ['webhooks'],
    enabled: isAllowed,
    queryFn: ({ signal }) => ask('listWebhookEndpoints', { query: { limit: ENDPOINTS_AT_MOST }, signal }),
  });
}

/** One endpoint. */
export function useWebhook(id: string, isAllowed: boolean) {
  return useQuery({
    queryKey: ['webhook', id],
    enabled: isAllowed,
    queryFn: ({ signal }) => ask('readWebhookEndpoint', { path: { webhook_endpoint_id: id }, signal }),
  });
}

/** A page of an endpoint's deliveries. Looks again while the first of them are about to be tried. */
export function useDeliveries(id: string, query: Parameters, isAllowed: boolean) {
  return useQuery({
    queryKey: ['deliveries', id, query],
    enabled: isAllowed,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) =>
      ask('listDeliveries', {
        path: { webhook_endpoint_id: id },
        query: { ...query, limit: DELIVERIES_PAGE },
        signal,
      }),
    refetchInterval: ({ state: { data } }) => data !== undefined && data.data.some(isDue) && WAITING_POLL_MS,
  });
}

function isDue({ status, next_attempt_at }: WebhookDelivery): boolean {
  const soon = Date.now() + 2 * WAITING_POLL_MS;
  return status === 'waiting' && next_attempt_at !== undefined && Date.parse(next_attempt_at) < soon;
}

/** Makes an endpoint; its secret is in the answer only. */
export function useCreateWebhook() {
  const refresh = useRefresh();
  const key = useIdempotencyKey();
  return useChange({
    gcTime: 0,
    mutationFn: (body: CreateWebhookEndpoint) => ask('createWebhookEndpoint', { body, key: key.current() }),
    onError: error => key.ended(error),
    onSettled: refresh,
  });
}

/** Changes an endpoint. */
export function useUpdateWebhook(id: string) {
  const refresh = useRefresh();
  return useChange({
    mutationFn: (body: UpdateWebhookEndpoint) =>
      ask('updateWebhookEndpoint', { path: { webhook_endpoint_id: id }, body }),
    onSettled: refresh,
  });
}

/** Removes an endpoint. */
export function useDeleteWebhook(id: string) {
  const refresh = useRefresh();
  return useChange({
    mutationFn: () => ask('deleteWebhookEndpoint', { path: { webhook_endpoint_id: id } }),
    onSettled: refresh,
  });
}

/** Makes a new secret; the former one signs beside it for a day. */
export function useRotateSecret(id: string) {
  const key = useIdempotencyKey();
  return useChange({
    gcTime: 0,
    mutationFn: () => ask('rotateWebhookSecret', { path: { webhook_endpoint_id: id }, key: key.current() }),
    onError: error => key.ended(error),
  });
}

/** Sends an event again. Each press is a wish of its own, so each has a key of its own. */
export function useResend(endpointId: string) {
  const client = useQueryClient();
  return useChange({
    mutationFn: (deliveryId: string) =>
      ask('resendDelivery', {
        path: { webhook_endpoint_id: endpointId, delivery_id: deliveryId },
        key: crypto.randomUUID(),
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['deliveries', endpointId] }),
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () => Promise.all(['webhooks', 'webhook'].map(name => client.invalidateQueries({ queryKey: [name] })));
}
