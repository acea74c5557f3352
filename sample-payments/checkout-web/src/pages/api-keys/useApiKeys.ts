import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { CreateApiKey } from '@payments/core/contract';
import { ask } from '../api/ask.ts';
import { useChange } from '../api/useChange.ts';
import { useIdempotencyKey } from '../api/useIdempotencyKey.ts';

const KEYS_AT_MOST = '100';
const KEYS = ['api-keys'];

/** All keys of the mode. */
export function useApiKeys(isAllowed: boolean) {
  return useQuery({
    queryKey: KEYS,
    enabled: isAllowed,
    queryFn: ({ signal }) => ask('listApiKeys', { query: { limit: KEYS_AT_MOST }, signal }),
  });
}

/** Makes a key; it is in the answer only. */
export function useCreateApiKey() {
  const client = useQueryClient();
  const key = useIdempotencyKey();
  return useChange({
    gcTime: 0,
    mutationFn: (body: CreateApiKey) => ask('createApiKey', { body, key: key.current() }),
    onError: error => key.ended(error),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS }),
  });
}

/** Makes the successor of a key; it is in the answer only. */
export function useRollApiKey(id: string) {
  const client = useQueryClient();
  const key = useIdempotencyKey();
  return useChange({
    gcTime: 0,
    mutationFn: (overlapHours: number) =>
      ask('rollApiKey', { path: { api_key_id: id }, body: { overlap_hours: overlapHours }, key: key.current() }),
    onError: error => key.ended(error),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS }),
  });
}

/** Ends a key at once. */
export function useRevokeApiKey(id: string) {
  const client = useQueryClient();
  return useChange({
    mutationFn: () => ask('revokeApiKey', { path: { api_key_id: id } }),
    onSettled: () => client.invalidateQueries({ queryKey: KEYS }),
  });
}
