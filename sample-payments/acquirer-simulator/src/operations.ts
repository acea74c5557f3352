import { z } from 'zod';

const reference = z.string().regex(/^[0-9A-Za-z_-]{1,100}$/);

const money = {
  amount: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  currency: z.string().regex(/^[A-Z]{3}$/),
};

/** Body of `POST /v1/charges`. Only tokens are taken, as by every acquirer with a vault. */
export const chargeSchema = z.strictObject({
  reference,
  payment: reference,
  token: z.string().regex(/^tok_[0-9A-Za-z_]+$/),
  capture: z.boolean(),
  ...money,
});

/** Body of `POST /v1/captures`, `/v1/voids` and `/v1/refunds`. `charge` is the reference it follows up. */
export const followUpSchema = z.strictObject({ reference, payment: reference, charge: reference, ...money });

const approved = z.object({ outcome: z.literal('approved'), acquirerReference: z.string().min(1).max(100) });
const declined = z.object({ outcome: z.literal('declined'), declineCode: z.string().min(1).max(100) });
const waiting = z.object({ outcome: z.literal('requires_action'), redirectUrl: z.url() });

/**
 * Body of `POST /admin/operations`: what was decided before this simulator was there, oldest first, so that it can be
 * followed up.
 */
export const pastOperationsSchema = z.array(
  z
    .object({
      at: z.iso.datetime(),
      kind: z.enum(['charge', 'authorise', 'capture', 'void', 'refund']),
      reference,
      payment: reference,
      charge: reference.optional(),
      ...money,
    })
    .and(z.discriminatedUnion('outcome', [approved, declined, waiting])),
);

export type PastOperation = z.output<typeof pastOperationsSchema>[number];

export type Kind = 'charge' | 'authorise' | 'capture' | 'void' | 'refund';

/** What is asked, whichever way it came in. */
export interface Operation {
  kind: Kind;
  reference: string;
  payment: string;
  charge?: string;
  amount: number;
  currency: string;
}

/** What was decided: final, except for `requires_action`, which a second entry follows. */
export type Decision =
  | { outcome: 'approved'; acquirerReference: string }
  | { outcome: 'declined'; declineCode: string }
  | { outcome: 'requires_action'; redirectUrl: string };

/** One line of the journal. */
export type Entry = Operation & Decision & { sequence: number; at: string };

/** The part of an entry that answers a caller. */
export function answerOf(entry: Entry): Decision {
  if (entry.outcome === 'approved') return { outcome: entry.outcome, acquirerReference: entry.acquirerReference };
  if (entry.outcome === 'declined') return { outcome: entry.outcome, declineCode: entry.declineCode };
  return { outcome: entry.outcome, redirectUrl: entry.redirectUrl };
}

/** True when both ask for the same thing. A reference stands for one operation only. */
export function isSame(a: Operation, b: Operation): boolean {
  return (
    a.kind === b.kind &&
    a.payment === b.payment &&
    a.charge === b.charge &&
    a.amount === b.amount &&
    a.currency === b.currency
  );
}
