import type { Invariant, Violation } from '@payments/core/checker';

/** What a run may report: one of the nine invariants, the audit chain, or what only its own clients can tell. */
export type Promised = Invariant | 'clients';

/** Something that must never be. */
export interface Finding extends Omit<Violation, 'invariant'> {
  invariant: Promised;
}
