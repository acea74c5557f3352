import { createHash } from 'node:crypto';
import type { Journal } from './Journal.ts';
import { isSame, type Decision, type Entry, type Operation, type PastOperation } from './operations.ts';

/** The request itself is wrong; nothing was done. */
export class RefusedError extends Error {
  override name = 'RefusedError';
  readonly code: string;

  constructor(code: string) {
    super(code);
    this.code = code;
  }
}

/** Decides each reference once, and remembers it in the journal across restarts. */
export class Acquirer {
  readonly #journal: Journal;
  readonly #latest = new Map<string, { entry: Entry; written: Promise<void> }>();
  readonly #followUps = new Map<string, Entry[]>();
  readonly #publicUrl: () => string;

  /** @param publicUrl where customers reach this process, for the pages of `requires_action` */
  constructor(journal: Journal, publicUrl: () => string) {
    this.#journal = journal;
    this.#publicUrl = publicUrl;
    for (const entry of journal.entries) this.#remember(entry, Promise.resolve());
  }

  /**
   * Does the operation, or gives the answer its reference already has.
   * @param declineCode declines instead, when given
   * @throws RefusedError when the reference stands for something else or follows up an unknown charge
   */
  async perform(operation: Operation, wish: { declineCode?: string; action?: boolean } = {}): Promise<Entry> {
    const known = this.#latest.get(operation.reference);
    if (known) {
      if (!isSame(known.entry, operation)) throw new RefusedError('reference_reused');
      await known.written;
      return known.entry;
    }
    const decided = this.#decide(operation, wish);
    const waiting = operation.kind === 'void' ? this.#waiting(operation.charge) : undefined;
    if (!waiting || decided.outcome !== 'approved') return this.#record(operation, decided);
    // Both enter the journal before either is awaited, so that nothing can be decided in between.
    const ended = this.#record(waiting, { outcome: 'declined', declineCode: 'voided' });
    const [entry] = await Promise.all([this.#record(operation, decided), ended]);
    return entry;
  }

  /**
   * Takes over what was decided elsewhere; references it knows already stay as they are.
   * @returns how many were new
   */
  async takeOver(past: readonly PastOperation[]): Promise<number> {
    const fresh = past.filter(({ reference }) => !this.#latest.has(reference));
    await Promise.all(fresh.map(operation => this.#append(operation)));
    return fresh.length;
  }

  /** The latest entry of a reference that is on disk. */
  async find(reference: string): Promise<Entry | undefined> {
    const known = this.#latest.get(reference);
    await known?.written;
    return known?.entry;
  }

  /** The customer approves or declines a charge that waits for them. A second click changes nothing. */
  async act(reference: string, approve: boolean): Promise<Entry | undefined> {
    await this.find(reference);
    const waiting = this.#waiting(reference);
    return waiting ? this.#record(waiting, decision(reference, approve)) : this.find(reference);
  }

  /** The operation of a reference that waits for its customer. */
  #waiting(reference: string | undefined): Operation | undefined {
    const entry = reference === undefined ? undefined : this.#latest.get(reference)?.entry;
    if (entry?.outcome !== 'requires_action') return undefined;
    const { kind, payment, charge, amount, currency } = entry;
    return { kind, reference: entry.reference, payment, charge, amount, currency };
  }

  #decide(operation: Operation, wish: { declineCode?: string; action?: boolean }): Decision {
    const declineCode = wish.declineCode ?? this.#objection(operation);
    if (declineCode) return { outcome: 'declined', declineCode };
    if (wish.action)
      return { outcome: 'requires_action', redirectUrl: `${this.#publicUrl()}/actions/${operation.reference}` };
    return decision(operation.reference, true);
  }

  /** Why a follow-up cannot be done. A charge of its own has no objections. */
  #objection({ kind, charge, amount, currency }: Operation): string | undefined {
    if (kind === 'charge' || kind === 'authorise') return undefined;
    const origin = charge === undefined ? undefined : this.#latest.get(charge)?.entry;
    if (!origin || !charge || !['charge', 'authorise'].includes(origin.kind))
      throw new RefusedError('charge_not_found');
    if (origin.currency !== currency) throw new RefusedError('currency_differs');
    // A void also ends a charge that waits for its customer.
    if (kind === 'void' && origin.outcome === 'requires_action') return undefined;
    if (origin.outcome !== 'approved') return 'charge_not_approved';
    const done = this.#approvedOf(charge);
    const captured = origin.kind === 'charge' ? origin.amount : sum(done, 'capture');
    if (kind === 'refund') return sum(done, 'refund') + amount > captured ? 'amount_exceeds_captured' : undefined;
    if (origin.kind === 'charge' || captured > 0) return 'already_captured';
    if (done.some(entry => entry.kind === 'void')) return 'voided';
    return kind === 'capture' && amount > origin.amount ? 'amount_exceeds_authorised' : undefined;
  }

  #approvedOf(charge: string): Entry[] {
    return (this.#followUps.get(charge) ?? []).filter(entry => entry.outcome === 'approved');
  }

  async #record(operation: Operation, decided: Decision): Promise<Entry> {
    return this.#append({ at: new Date().toISOString(), ...operation, ...decided });
  }

  async #append(decided: Omit<Entry, 'sequence'> & Decision): Promise<Entry> {
    const entry: Entry = { sequence: this.#journal.entries.length + 1, ...decided };
    const written = this.#journal.append(entry);
    this.#remember(entry, written);
    await written;
    return entry;
  }

  #remember(entry: Entry, written: Promise<void>): void {
    this.#latest.set(entry.reference, { entry, written });
    if (entry.charge === undefined) return;
    const others = this.#followUps.get(entry.charge);
    if (others) others.push(entry);
    else this.#followUps.set(entry.charge, [entry]);
  }
}

function decision(reference: string, approve: boolean): Decision {
  if (!approve) return { outcome: 'declined', declineCode: 'authentication_failed' };
  // Letters only, so that no reference can be taken for a card number.
  const digest = createHash('sha256').update(reference).digest('hex');
  const letters = digest.slice(0, 20).replaceAll(/\d/g, digit => 'ghijklmnop'.charAt(Number(digit)));
  return { outcome: 'approved', acquirerReference: `acq_${letters}` };
}

function sum(entries: Entry[], kind: Entry['kind']): number {
  return entries.filter(entry => entry.kind === kind).reduce((total, entry) => total + entry.amount, 0);
}
