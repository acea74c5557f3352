import { Inject, Injectable } from '@nestjs/common';
import { isInForce, matchesHash, parseApiKey, type Scope } from '@payments/core/api-keys';
import { Database } from '../platform/Database.ts';
import { SETTINGS } from '../platform/tokens.ts';
import type { ApiSettings } from '../settings.ts';
import type { Caller } from './Caller.ts';

interface KeyRow {
  merchantId: string;
  live: boolean;
  hash: Buffer;
  scopes: Scope[];
  expiresAt: Date | null;
  revokedAt: Date | null;
}

/** How long a key's row is taken from memory where the operation's own statement checks again that it is in force. */
const KNOWN_FOR_MS = 30_000;
/** `last_used_at` is written this often at most; finer is not worth a write per request. */
const NOTED_EVERY_MS = 60_000;
const MOST_KNOWN = 10_000;

/** Finds out whom a presented API key speaks for. */
@Injectable()
export class Callers {
  readonly #known = new Map<string, { row: KeyRow; until: number }>();
  readonly #noted = new Map<string, number>();
  readonly #pepper: Buffer;

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) settings: ApiSettings,
  ) {
    this.#pepper = settings.API_KEY_PEPPER;
  }

  /**
   * The caller, or `undefined` for a key that does not work.
   * @param mayBeKnown the operation checks again that the key is in force, so its row may be 30 s old
   */
  async identify(authorization: string | undefined, mayBeKnown: boolean): Promise<Caller | undefined> {
    const presented = parseApiKey(/^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1] ?? '');
    if (!presented) return undefined;
    const row = await this.#row(presented.id, mayBeKnown);
    if (!row || row.live !== presented.live || !matchesHash(presented.secret, this.#pepper, row.hash)) return undefined;
    if (!isInForce(row, new Date())) return undefined;
    this.#noteUse(presented.id);
    const { merchantId, live, scopes } = row;
    return { keyId: presented.id, actor: `api_key:${presented.id}`, merchantId, live, scopes };
  }

  async #row(id: string, mayBeKnown: boolean): Promise<KeyRow | undefined> {
    const known = this.#known.get(id);
    if (mayBeKnown && known && known.until > Date.now()) return known.row;
    const [row] = await this.database.prepared<KeyRow>(FIND, [id]);
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    if (row) this.#known.set(id, { row, until: Date.now() + KNOWN_FOR_MS });
    return row;
  }

  /** Not awaited, and a failure is of no consequence: the next request notes it. */
  #noteUse(id: string): void {
    const now = Date.now();
    if ((this.#noted.get(id) ?? 0) > now - NOTED_EVERY_MS) return;
    if (this.#noted.size >= MOST_KNOWN) this.#noted.clear();
    this.#noted.set(id, now);
    this.database.query(NOTE, [id]).catch(() => this.#noted.delete(id));
  }
}

const FIND = `
  SELECT merchant_id AS "merchantId", live, hash, scopes, expires_at AS "expiresAt", revoked_at AS "revokedAt"
  FROM api_keys WHERE id = $1`;

const NOTE = 'UPDATE api_keys SET last_used_at = now() WHERE id = $1';
