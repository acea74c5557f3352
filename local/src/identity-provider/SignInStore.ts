import { mkdirSync, renameSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { Adapter, AdapterPayload } from 'oidc-provider';
import { readState, writeState } from '../stateFile.ts';

/**
 * For how long a refresh token that was just exchanged is accepted once more. Two browser tabs that wake up together
 * present the same token; without this the second one would look like theft and sign the person out.
 */
const REUSE_GRACE_SECONDS = 30;

const recordSchema = z.object({
  payload: z.record(z.string(), z.unknown()),
  /** Seconds since 1970; absent for what never ends. */
  expiresAt: z.number().optional(),
});
const storeSchema = z.record(z.string(), recordSchema);

type StoredRecord = z.infer<typeof recordSchema>;

/**
 * What the provider remembers (running sign-ins, grants, tokens), in one small JSON file that is replaced in one step,
 * so that a restart keeps people signed in. A half-written file is set aside: everyone then signs in once more.
 */
export class SignInStore {
  readonly #file: string;
  readonly #now: () => number;
  readonly #records: Map<string, StoredRecord>;

  /**
   * @param file where to keep it; its folder is made with access for its owner only
   * @param options `now` in seconds since 1970 (for tests); `report` gets one line when the file was replaced
   */
  constructor(
    file: string,
    options: { now?: () => number; report?: (line: string) => void } = {},
  ) {
    this.#file = file;
    this.#now = options.now ?? (() => Math.floor(Date.now() / 1000));
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    const stored = readState(file, storeSchema);
    if (stored.kind === 'damaged') {
      renameSync(file, `${file}.unreadable`);
      options.report?.(
        `${file} was unreadable and is now ${file}.unreadable; everyone signs in again`,
      );
    }
    this.#records = new Map(
      stored.kind === 'value' ? Object.entries(stored.value) : [],
    );
  }

  /** The store as oidc-provider wants it, one adapter for each of its models. */
  adapter(model: string): Adapter {
    if (model === 'Session') return forgetfulAdapter;
    return {
      upsert: async (id, payload, expiresIn) =>
        this.#put(model, id, payload, expiresIn),
      find: async id => this.#find(model, id),
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
      consume: async id => this.#consume(model, id),
      destroy: async id => this.#delete([keyOf(model, id)]),
      revokeByGrantId: async grantId =>
        this.#delete(this.#keysOfGrant(model, grantId)),
    };
  }

  #put(
    model: string,
    id: string,
    payload: AdapterPayload,
    expiresIn?: number,
  ): void {
    this.#records.set(keyOf(model, id), {
      payload: { ...payload },
      expiresAt: expiresIn === undefined ? undefined : this.#now() + expiresIn,
    });
    this.#save();
  }

  #find(model: string, id: string): AdapterPayload | undefined {
    const record = this.#records.get(keyOf(model, id));
    if (!record || this.#isExpired(record)) return undefined;
    const { consumed, ...unconsumed } = record.payload;
    const isGraceful =
      model === 'RefreshToken' &&
      typeof consumed === 'number' &&
      this.#now() - consumed <= REUSE_GRACE_SECONDS;
    return isGraceful ? unconsumed : { ...record.payload };
  }

  /** The first use counts: using a token again within the grace does not prolong it. */
  #consume(model: string, id: string): void {
    const record = this.#records.get(keyOf(model, id));
    if (!record || record.payload.consumed !== undefined) return;
    record.payload.consumed = this.#now();
    this.#save();
  }

  #delete(keys: string[]): void {
    const deleted = keys.filter(key => this.#records.delete(key));
    if (deleted.length > 0) this.#save();
  }

  #keysOfGrant(model: string, grantId: string): string[] {
    return [...this.#records]
      .filter(
        ([key, { payload }]) =>
          key.startsWith(keyOf(model, '')) && payload.grantId === grantId,
      )
      .map(([key]) => key);
  }

  #isExpired({ expiresAt }: StoredRecord): boolean {
    return expiresAt !== undefined && expiresAt <= this.#now();
  }

  #save(): void {
    for (const [key, record] of this.#records)
      if (this.#isExpired(record)) this.#records.delete(key);
    writeState(this.#file, Object.fromEntries(this.#records));
  }
}

function keyOf(model: string, id: string): string {
  return `${model}:${id}`;
}

/** Keeps no browser session at all: see `createProvider` on why the chooser shows every time. */
const forgetfulAdapter: Adapter = {
  upsert: async () => undefined,
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => undefined,
  destroy: async () => undefined,
  revokeByGrantId: async () => undefined,
};
