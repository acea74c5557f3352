import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { Checkout } from '@payments/core/dashboard-contract';
import { ask } from '../api/ask.ts';
import { useChange } from '../api/useChange.ts';
import { ApiProblem, isFinalRefusal } from '../api/problems.ts';
import { useIdempotencyKey } from '../api/useIdempotencyKey.ts';
import { bankAddress } from './bankAddress.ts';
import { takenSecret } from './clientSecret.ts';

const POLL_MS = 1_500;

const keyOf = (id: string) => ['checkout', id];

/** What is to be paid. Looks again while the bank, or the shopper at the bank, has not decided. */
export function useCheckout(id: string) {
  return useQuery({
    queryKey: keyOf(id),
    queryFn: ({ signal }) => ask('readCheckout', { path: { payment_id: id }, secret: takenSecret(), signal }),
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && ['processing', 'requires_action'].includes(data.payment.status) && POLL_MS,
  });
}

/**
 * Pays. A press that may have worked is repeated with the same key, so that it cannot charge twice; after a decline
 * the next press is a new try.
 */
export function usePay(id: string) {
  const client = useQueryClient();
  const key = useIdempotencyKey();
  return useChange({
    meta: { public: true },
    mutationFn: (token: string) =>
      ask('confirmCheckout', {
        path: { payment_id: id },
        body: { payment_method: token },
        secret: takenSecret(),
        key: key.current(),
      }),
    onSuccess: payment => {
      const before = client.getQueryData<Checkout>(keyOf(id));
      if (before) client.setQueryData<Checkout>(keyOf(id), { ...before, payment });
      const bank = bankAddress(payment);
      if (bank) location.assign(bank);
    },
    onError: error => key.ended(error),
    onSettled: (_, error) => (error ? client.invalidateQueries({ queryKey: keyOf(id) }) : undefined),
  });
}

/** True for a decline, which the payment itself tells of. */
export function isDecline(error: Error | null): boolean {
  return error instanceof ApiProblem && error.status === 402;
}

/** True when the payment may have worked although no answer came. */
export function isOpen(error: Error | null): boolean {
  return error !== null && !isFinalRefusal(error);
}
