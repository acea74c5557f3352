import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import type { BodyOf, CreatedCheckout, ENDPOINTS } from '@payments/core/dashboard-contract';
import type { Payment, Refund } from '@payments/core/contract';
import { ask } from '../api/ask.ts';
import { useChange } from '../api/useChange.ts';
import type { Parameters } from '../api/addressOf.ts';
import { useIdempotencyKey } from '../api/useIdempotencyKey.ts';

const PAGE_SIZE = '20';
const UNDECIDED_POLL_MS = 2_000;

/** A page of the list; `undefined` as the query asks nothing, because a filter is wrong. */
export function usePayments(query: Parameters | undefined) {
  return useQuery({
    queryKey: ['payments', query],
    enabled: query !== undefined,
    placeholderData: keepPreviousData,
    queryFn: ({ signal }) => ask('listPayments', { query: { ...query, limit: PAGE_SIZE }, signal }),
  });
}

/** A payment with everything about it. Looks again while the acquirer's answer is outstanding. */
export function usePayment(id: string) {
  return useQuery({
    queryKey: ['payment', id],
    queryFn: ({ signal }) => ask('readPayment', { path: { payment_id: id }, signal }),
    refetchInterval: ({ state: { data } }) => data !== undefined && isUndecided(data) && UNDECIDED_POLL_MS,
  });
}

function isUndecided({ payment, refunds }: { payment: Payment; refunds: readonly Refund[] }): boolean {
  return payment.status === 'processing' || refunds.some(refund => refund.status === 'pending');
}

type Change = 'capturePayment' | 'cancelPayment' | 'refundPayment';

/** Changes a payment. However often it is tried, it is done once. */
export function useChangePayment<Name extends Change>(name: Name, id: string) {
  const client = useQueryClient();
  const key = useIdempotencyKey();
  return useChange({
    mutationFn: (body: BodyOf<(typeof ENDPOINTS)[Name]>) =>
      ask(name, { path: { payment_id: id }, body, key: key.current() }),
    onError: error => key.ended(error),
    // Whatever came of it: what is on show may be out of date.
    onSettled: () => invalidatePayments(client),
  });
}

/** Makes a payment and its checkout link. */
export function useCreatePayment() {
  const client = useQueryClient();
  const key = useIdempotencyKey();
  return useChange({
    mutationFn: (body: BodyOf<typeof ENDPOINTS.createPayment>): Promise<CreatedCheckout> =>
      ask('createPayment', { body, key: key.current() }),
    onError: error => key.ended(error),
    onSettled: () => invalidatePayments(client),
  });
}

function invalidatePayments(client: ReturnType<typeof useQueryClient>): Promise<unknown> {
  return Promise.all(
    ['payments', 'payment', 'overview', 'balances'].map(name => client.invalidateQueries({ queryKey: [name] })),
  );
}
