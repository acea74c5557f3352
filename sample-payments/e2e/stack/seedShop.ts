import { randomBytes } from 'node:crypto';
import { hashPassword } from '@payments/core/dashboard-access';
import type { DashboardRole } from '@payments/core/dashboard-contract';
import { createDataSource, fromTypeOrm, migrate, type Queryable } from '@payments/core/database';
import { newUuid } from '@payments/core/identifiers';
import { EVENT_TYPES } from '@payments/core/payments';
import { seal } from '@payments/core/sealing';
import { seedDatabase } from '@payments/core/seed';
import { makeWebhookSecret } from '@payments/core/webhooks';
import { insert, makeMerchant } from '@payments/testing';
import type { Person } from './facts.ts';

export interface SeedSecrets {
  apiKeyPepper: Buffer;
  sealingKey: Buffer;
}

/** People and the endpoint that journeys use. */
export interface SeededShop {
  admin: Person;
  viewer: Person;
  newcomer: Person;
  webhookSecret: string;
}

const PAYMENTS = 1_500;

/** Migrates a database and fills it: the demonstration data, a viewer, an endpoint on this machine, and an empty shop. */
export async function seedShop(
  url: string,
  webhookUrl: string,
  acquirerUrl: string,
  secrets: SeedSecrets,
): Promise<SeededShop> {
  const owner = await createDataSource({ url, role: 'migrate', applicationName: 'e2e' }).initialize();
  try {
    await migrate(owner);
    const access = await seedDatabase(owner, {
      seed: 'e2e',
      payments: PAYMENTS,
      until: new Date(),
      secrets,
      acquirerUrl,
    });
    const admin = access?.find(each => each.merchant === 'Nordlicht Coffee');
    if (!admin) throw new Error('The seed made no Nordlicht Coffee.');
    const database = fromTypeOrm(owner.manager);
    const [shop] = await database.query<{ merchant_id: string; display_name: string }>(
      'SELECT merchant_id, display_name FROM dashboard_users WHERE email = $1',
      [admin.email],
    );
    if (!shop) throw new Error(`${admin.email} was not seeded.`);
    return {
      admin: { email: admin.email, password: admin.password, name: shop.display_name },
      viewer: await addPerson(database, shop.merchant_id, 'viewer', 'Vera Viewer'),
      newcomer: await addPerson(database, await makeMerchant(database, { name: 'Fresh Shop' }), 'admin', 'Nils Neu'),
      webhookSecret: await addEndpoint(database, shop.merchant_id, webhookUrl, secrets.sealingKey),
    };
  } finally {
    await owner.destroy();
  }
}

async function addPerson(database: Queryable, merchantId: string, role: DashboardRole, name: string): Promise<Person> {
  const email = `${role}.${merchantId.slice(-4)}@shop.example`;
  const password = randomBytes(15).toString('base64url');
  await insert(database, 'dashboard_users', {
    id: newUuid(),
    merchant_id: merchantId,
    email,
    display_name: name,
    password_hash: await hashPassword(password),
    role,
  });
  return { email, password, name };
}

/** The API takes no address of this machine; the worker is told that it may send there. */
async function addEndpoint(database: Queryable, merchantId: string, url: string, sealingKey: Buffer): Promise<string> {
  const id = newUuid();
  const secret = makeWebhookSecret();
  await insert(database, 'webhook_endpoints', {
    id,
    merchant_id: merchantId,
    live: false,
    url,
    events: [...EVENT_TYPES],
    secret_sealed: seal(secret, sealingKey, `webhook_endpoint:${id}`),
  });
  return secret;
}
