import { createHash, createHmac } from 'node:crypto';
import { z } from 'zod';
import { makeApiKey, type Scope } from '../api-keys/index.ts';
import type { Queryable } from '../database/queryable.ts';
import { formatUuid } from '../identifiers/index.ts';

/** What the traffic does, and nothing more. */
const SYNTHETIC_SCOPES: readonly Scope[] = ['payments:read', 'payments:write'];

/** Ids carry a time; these carry the same everywhere, so that a name always gives the same id. */
const BEGINNING_MS = Date.UTC(2023, 0, 1);

const FEE_BASIS_POINTS = 100;

/** What synthetic traffic and the command that opens its merchants have in common. */
export const syntheticSettings = z.object({
  /** Names of the merchants, separated by commas. */
  SYNTHETIC_MERCHANTS: z
    .string()
    .transform(list => list.split(',').map(name => name.trim()))
    .pipe(z.array(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9 -]{0,60}$/)).min(1)),
  /** The secret that their keys are made from. */
  SYNTHETIC_TRAFFIC_KEY: z
    .string()
    .transform(text => Buffer.from(text, 'base64'))
    .refine(bytes => bytes.length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)'),
});

/** The test-mode API key of a made-up merchant: who knows the secret and the name knows the key. */
export function syntheticApiKey(name: string, secret: Buffer, pepper: Buffer = Buffer.alloc(0)) {
  const digits = createHmac('sha256', secret).update(name).digest('hex');
  return makeApiKey({ id: idOf(`key of ${name}`), live: false }, pepper, digits);
}

/**
 * Opens made-up merchants that nobody can sign in as, each with one key for test mode. Harmless to repeat; a new secret
 * gives them new keys.
 * @param database inside a transaction, as the app's role or the owner
 */
export async function ensureSyntheticMerchants(
  database: Queryable,
  names: readonly string[],
  secrets: { trafficKey: Buffer; apiKeyPepper: Buffer },
): Promise<void> {
  for (const name of names) {
    const merchantId = idOf(name);
    const { hash } = syntheticApiKey(name, secrets.trafficKey, secrets.apiKeyPepper);
    await database.query(ENSURE_MERCHANT, [merchantId, `${name} (synthetic traffic)`, FEE_BASIS_POINTS]);
    await database.query(ENSURE_KEY, [idOf(`key of ${name}`), merchantId, hash, SYNTHETIC_SCOPES]);
  }
}

function idOf(text: string): string {
  const digest = createHash('sha256').update(`synthetic ${text}`).digest();
  return formatUuid(BEGINNING_MS, 0, digest.subarray(0, 8));
}

const ENSURE_MERCHANT = `
  INSERT INTO merchants (id, name, fee_basis_points) VALUES ($1, $2, $3) ON CONFLICT (id) DO NOTHING`;

const ENSURE_KEY = `
  INSERT INTO api_keys (id, merchant_id, name, live, hash, scopes) VALUES ($1, $2, 'Synthetic traffic', false, $3, $4)
  ON CONFLICT (id) DO UPDATE SET hash = excluded.hash WHERE api_keys.hash <> excluded.hash`;
