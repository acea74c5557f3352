import { createHash } from 'node:crypto';
import { z } from 'zod';

const share = z.number().min(0).max(1).default(0);

/** Body of `PUT /admin/faults`: shares of operations (0–1) that fail in each way, and a pause before each answer. */
export const faultsSchema = z.strictObject({
  /** Chooses which operations are hit; the same seed and reference are hit alike. */
  seed: z.string().default(''),
  delayMs: z.number().int().min(0).max(60_000).default(0),
  /** Never answers; nothing was done. */
  hangBefore: share,
  /** Never answers, though it was done: the case that must not become a second charge. */
  hangAfter: share,
  /** Answers 500; nothing was done. */
  errorBefore: share,
  /** Answers 500, though it was done. */
  errorAfter: share,
  /** Does it once, and answers 409 with the result, as if something on the way had sent it twice. */
  duplicate: share,
  /** Declines with `do_not_honor`. */
  decline: share,
  /** Answers inquiries with 500. */
  inquiryError: share,
});

export type Faults = z.output<typeof faultsSchema>;

export const FAULT_KINDS = ['hangBefore', 'hangAfter', 'errorBefore', 'errorAfter', 'duplicate', 'decline'] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

/** What happens to one request. */
export interface Fate {
  fault?: FaultKind;
  declineCode?: string;
  action?: boolean;
  delayMs: number;
}

/** Tokens that ask for a fate. Everything else is approved. */
const BY_TOKEN: Record<string, FaultKind> = {
  tok_hang_before: 'hangBefore',
  tok_hang_after: 'hangAfter',
  tok_error_before: 'errorBefore',
  tok_error_after: 'errorAfter',
  tok_duplicate: 'duplicate',
};

/**
 * What happens to a request. Faults hit a reference when it is first asked for and not when it is asked again, or a
 * retry could never succeed.
 * @param asked how often the reference was asked for before
 */
export function fateOf(faults: Faults, reference: string, token: string | undefined, asked: number): Fate {
  const { delayMs } = faults;
  const decline = /^tok_decline_([a-z_]+)$/.exec(token ?? '')?.[1];
  if (decline) return { fault: 'decline', declineCode: decline, delayMs };
  const slow = /^tok_slow_(\d{1,5})$/.exec(token ?? '')?.[1];
  if (slow) return { delayMs: Number(slow) };
  if (token?.startsWith('tok_action')) return { action: true, delayMs };
  if (asked > 0) return { delayMs };
  const fault = (token && BY_TOKEN[token]) || drawn(faults, reference);
  return { fault, declineCode: fault === 'decline' ? 'do_not_honor' : undefined, delayMs };
}

/** Lays the shares end to end on [0, 1) and looks where this reference falls. */
function drawn(faults: Faults, reference: string): FaultKind | undefined {
  let left = chance(`${faults.seed} ${reference}`);
  for (const kind of FAULT_KINDS) {
    left -= faults[kind];
    if (left < 0) return kind;
  }
  return undefined;
}

/** True when this inquiry fails. Each time it is asked is drawn anew. */
export function inquiryFails(faults: Faults, reference: string, asked: number): boolean {
  return chance(`${faults.seed} inquiry ${asked} ${reference}`) < faults.inquiryError;
}

function chance(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32LE(0) / 2 ** 32;
}
