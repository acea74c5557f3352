import { makeApiKey, SCOPES } from '../api-keys/index.ts';
import { hashPassword } from '../dashboard-access/index.ts';
import { EVENT_TYPES } from '../payments/eventTypes.ts';
import { seal } from '../sealing/index.ts';
import { SEEDED_MERCHANTS, type SeededMerchant } from './merchants.ts';
import { seededBytes, type SeededRandom } from './SeededRandom.ts';
import { bytea, type Row, type SeededRows } from './tables.ts';

/** What a person needs to try the seeded system. Only for test mode; derived from the seed. */
export interface SeededAccess {
  merchant: string;
  apiKey: string;
  email: string;
  password: string;
  webhookSecret: string;
}

export interface SeedSecrets {
  apiKeyPepper: Buffer;
  sealingKey: Buffer;
}

/** An endpoint of each merchant, whose events have deliveries. */
export interface SeededEndpoint {
  id: string;
  createdAt: Date;
}

/**
 * Adds the merchants with one key and endpoint each. Their users are promised: hashing the passwords takes other
 * threads as long as making the payments takes this one.
 */
export function addMerchants(
  rows: SeededRows,
  random: SeededRandom,
  options: PersonOptions & { endpointFrom: Date },
): { access: SeededAccess[]; endpoints: Map<string, SeededEndpoint>; users: Promise<Row>[] } {
  const access: SeededAccess[] = [];
  const endpoints = new Map<string, SeededEndpoint>();
  const users: Promise<Row>[] = [];
  for (const merchant of SEEDED_MERCHANTS) {
    const created = options.from.toISOString();
    rows.merchants.push({
      id: merchant.id,
      name: merchant.name,
      fee_basis_points: merchant.feeBasisPoints,
      created_at: created,
    });
    const apiKey = addApiKey(rows, random, merchant, options);
    const password = seededBytes(options.seed, `password ${merchant.id}`).toString('base64url').slice(0, 20);
    users.push(userRow(random.uuid(options.from), merchant, password, options));
    const endpoint = { id: random.uuid(options.endpointFrom), createdAt: options.endpointFrom };
    endpoints.set(merchant.id, endpoint);
    const webhookSecret = addEndpoint(rows, merchant, endpoint, options);
    access.push({ merchant: merchant.name, apiKey, email: merchant.userEmail, password, webhookSecret });
  }
  return { access, endpoints, users };
}

interface PersonOptions {
  seed: string;
  from: Date;
  secrets: SeedSecrets;
  webhookUrl?: string;
}

function addApiKey(rows: SeededRows, random: SeededRandom, merchant: SeededMerchant, options: PersonOptions): string {
  const id = random.uuid(options.from);
  const secret = seededBytes(options.seed, `api key ${merchant.id}`).toString('hex');
  const { key, hash } = makeApiKey({ id, live: false }, options.secrets.apiKeyPepper, secret);
  rows.api_keys.push({
    id,
    merchant_id: merchant.id,
    name: 'Demonstration',
    live: false,
    hash: bytea(hash),
    scopes: SCOPES,
    created_at: options.from.toISOString(),
  });
  rows.audit_log.push({
    occurred_at: options.from.toISOString(),
    merchant_id: merchant.id,
    actor: 'system:seed',
    action: 'api_key.create',
    subject: id,
    after: { name: 'Demonstration', scopes: SCOPES },
  });
  return key;
}

async function userRow(
  id: string,
  merchant: SeededMerchant,
  password: string,
  { seed, from }: PersonOptions,
): Promise<Row> {
  return {
    id,
    merchant_id: merchant.id,
    email: merchant.userEmail,
    display_name: merchant.userName,
    password_hash: await hashPassword(password, seededBytes(seed, `salt ${merchant.id}`).subarray(0, 16)),
    role: 'admin',
    created_at: from.toISOString(),
  };
}

function addEndpoint(
  rows: SeededRows,
  merchant: SeededMerchant,
  endpoint: SeededEndpoint,
  { seed, secrets, webhookUrl }: PersonOptions,
): string {
  const secret = `whsec_${seededBytes(seed, `webhook ${merchant.id}`).toString('base64')}`;
  rows.webhook_endpoints.push({
    id: endpoint.id,
    merchant_id: merchant.id,
    live: false,
    url: webhookUrl === undefined ? merchant.webhookUrl : `${webhookUrl}/${merchant.slug}`,
    events: EVENT_TYPES,
    enabled: true,
    secret_sealed: bytea(seal(secret, secrets.sealingKey, `webhook_endpoint:${endpoint.id}`)),
    consecutive_failures: 0,
    created_at: endpoint.createdAt.toISOString(),
    updated_at: endpoint.createdAt.toISOString(),
  });
  return secret;
}
