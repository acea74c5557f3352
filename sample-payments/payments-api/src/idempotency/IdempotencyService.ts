import { Inject, Injectable } from '@nestjs/common';
import { constraintName, type Queryable } from '@payments/core/database';
import { seal } from '@payments/core/sealing';
import { Answer } from '../http/Answer.ts';
import { Database } from '../platform/Database.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import { claim, leaseSeconds, sealPurpose, storedAnswer, type ClaimRow } from './claim.ts';
import type { IdempotentRequest } from './IdempotentRequest.ts';
import { FINISH, FORGET, START, STORE, STORED, TAKE_OVER } from './keys.sql.ts';

/** What a request came to: the answer to give now and on every replay. */
export interface Outcome {
  status: number;
  /** JSON text. */
  body: string;
  /** UUID of what it made or changed. */
  subjectId: string;
  /** The body shows a secret once, so it is encrypted where it is stored. */
  isSecret?: boolean;
}

/** The first transaction asked for something outside; the answer follows in the second. */
export interface Begun {
  subjectId: string;
  /** The database's time of the first transaction; what it wrote carries the same. */
  begunAt: string;
  /** The process that began died; nobody knows what became of the request to the acquirer. */
  isResumed: boolean;
}

/** An operation around a call that must not happen within a transaction. */
export interface Phases<Result> {
  /** Writes what is intended. An outcome instead of a subject ends the request in one transaction. */
  begin(database: Queryable): Promise<Outcome | { subjectId: string }>;
  /** Asks outside. Must be safe to ask again. */
  ask(begun: Begun): Promise<Result>;
  /** Books the result. Must be safe to run again. */
  conclude(database: Queryable, begun: Begun, result: Result): Promise<Outcome>;
}

/** How often a transaction starts over because another one took the key between its look and its write. */
const TRIES = 3;

/** Does each request once. The key, what it did and its answer commit together. */
@Injectable()
export class IdempotencyService {
  readonly #claiming: { lease: number; sealingKey: Buffer };

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#claiming = { lease: leaseSeconds(settings.ACQUIRER_TIMEOUT_MS), sealingKey: settings.SEALING_KEY };
  }

  /** Runs the work and stores its answer in one transaction, or gives the stored answer. */
  async once(request: IdempotentRequest, work: (database: Queryable) => Promise<Outcome>): Promise<Answer> {
    const begun = await this.#begin(request, work);
    // Only `inPhases` leaves keys running, and the hash keeps its requests apart from these.
    if (!(begun instanceof Answer)) throw new Error('The key runs elsewhere.');
    return begun;
  }

  /** Runs the phases, or carries on where a dead process stopped, or gives the stored answer. */
  async inPhases<Result>(request: IdempotentRequest, phases: Phases<Result>): Promise<Answer> {
    const begun = await this.#begin(request, database => phases.begin(database));
    return begun instanceof Answer ? begun : this.complete(request, begun, phases);
  }

  /** The phases after the first. */
  async complete<Result>(
    request: IdempotentRequest,
    begun: Begun,
    phases: Pick<Phases<Result>, 'ask' | 'conclude'>,
  ): Promise<Answer> {
    const result = await phases.ask(begun);
    return this.database.transaction(async database => {
      const outcome = await phases.conclude(database, begun, result);
      return this.#finish(database, request, outcome);
    });
  }

  /** Takes over a key whose process died, or says what became of it meanwhile. */
  async resume(request: IdempotentRequest): Promise<Answer | Begun> {
    return this.#begin(request, () => {
      throw new Error('A key that was running is gone.');
    });
  }

  async #begin(
    request: IdempotentRequest,
    work: (database: Queryable) => Promise<Outcome | { subjectId: string }>,
  ): Promise<Answer | Begun> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.database.transaction(database => this.#beginOnce(database, request, work));
      } catch (error) {
        if (!isTaken(error) || attempt >= TRIES) throw error;
      }
    }
  }

  async #beginOnce(
    database: Queryable,
    request: IdempotentRequest,
    work: (database: Queryable) => Promise<Outcome | { subjectId: string }>,
  ): Promise<Answer | Begun> {
    const claimed = await claim(database, request, this.#claiming);
    if (claimed.kind === 'answered') return claimed.answer;
    if (claimed.kind === 'abandoned') {
      await database.query(TAKE_OVER, keyOf(request));
      return { subjectId: claimed.subjectId, begunAt: claimed.begunAt, isResumed: true };
    }
    if (claimed.kind === 'expired') await forget(database, request);
    const done = await work(database);
    if ('status' in done) {
      await database.query(STORE, [...keyOf(request), request.hash, ...this.#stored(request, done)]);
      return new Answer(done.status, done.body);
    }
    const [row] = await database.query<{ begunAt: string }>(START, [...keyOf(request), request.hash, done.subjectId]);
    return { subjectId: done.subjectId, begunAt: row?.begunAt ?? '', isResumed: false };
  }

  /** Whoever comes second, the caller's retry or the one who was taken for dead, gives what the first one stored. */
  async #finish(database: Queryable, request: IdempotentRequest, outcome: Outcome): Promise<Answer> {
    const finished = await database.query(FINISH, [...keyOf(request), ...this.#stored(request, outcome)]);
    if (finished.length > 0) return new Answer(outcome.status, outcome.body);
    const [row] = await database.query<ClaimRow>(STORED, keyOf(request));
    if (!row) throw new Error('A key that was running is gone.');
    return storedAnswer(row, request, this.#claiming.sealingKey);
  }

  #stored(request: IdempotentRequest, { status, body, subjectId, isSecret = false }: Outcome): unknown[] {
    const text = isSecret ? seal(body, this.#claiming.sealingKey, sealPurpose(request)).toString('base64') : body;
    return [subjectId, status, text, isSecret];
  }
}

/** Deletes a key that may be used anew. A trigger refuses to delete any other. */
export async function forget(database: Queryable, request: IdempotentRequest): Promise<void> {
  await database.query(FORGET, keyOf(request));
}

/** True when another transaction stored the key after this one looked. */
export function isTaken(error: unknown): boolean {
  return constraintName(error) === 'idempotency_keys_pkey';
}

function keyOf({ caller, key }: IdempotentRequest): unknown[] {
  return [caller.merchantId, caller.live, key];
}
