import { randomBytes } from 'node:crypto';
import { makeApiKey, SCOPES } from '../api-keys/index.ts';
import { writeAudit } from '../audit/index.ts';
import { hashPassword } from '../dashboard-access/index.ts';
import type { DashboardRole } from '../database/entities/dashboard-user.entity.ts';
import { constraintName, FOREIGN_KEY_VIOLATION, errorCode } from '../database/errorCodes.ts';
import type { Queryable } from '../database/queryable.ts';
import { newUuid, publicId } from '../identifiers/index.ts';

/** Who does it, in the audit log: a person with access to the process, not one of a merchant's. */
const OPERATOR = 'system:operator';

/** A person of a merchant, as they are made. */
export interface NewPerson {
  /** How they sign in; case does not matter. */
  email: string;
  displayName: string;
  role: DashboardRole;
}

/** How a new person signs in. The password is kept nowhere else. */
export interface PersonAccess {
  user: string;
  email: string;
  password: string;
}

/** A new merchant with its first person and keys. Keys and password are kept nowhere else. */
export interface MerchantAccess extends PersonAccess {
  merchant: string;
  liveKey: string;
  testKey: string;
}

/** The change is against a rule that the caller can mend. */
export class MerchantError extends Error {
  override readonly name = 'MerchantError';
}

/**
 * Opens a merchant: an admin for the dashboard, and one API key of each mode with all scopes.
 * @param database inside a transaction, as the app's role or the owner
 * @param merchant with its fee on captures in 1/100 %
 * @throws MerchantError when somebody has the address already
 */
export async function openMerchant(
  database: Queryable,
  merchant: { name: string; feeBasisPoints: number; admin: Omit<NewPerson, 'role'> },
  apiKeyPepper: Buffer,
): Promise<MerchantAccess> {
  const { name, feeBasisPoints, admin } = merchant;
  const id = newUuid();
  await database.query('INSERT INTO merchants (id, name, fee_basis_points) VALUES ($1, $2, $3)', [
    id,
    name,
    feeBasisPoints,
  ]);
  const access = {
    merchant: publicId('merchant', id),
    ...(await insertPerson(database, id, { ...admin, role: 'admin' })),
    liveKey: await insertKey(database, id, true, apiKeyPepper),
    testKey: await insertKey(database, id, false, apiKeyPepper),
  };
  await note(database, id, 'merchant.opened', access.merchant, {
    name,
    fee_basis_points: feeBasisPoints,
    admin: access.user,
  });
  return access;
}

/**
 * Lets one more person of a merchant sign in.
 * @param database inside a transaction, as the app's role or the owner
 * @param merchantId UUID
 * @throws MerchantError when there is no such merchant, or somebody has the address already
 */
export async function addPerson(database: Queryable, merchantId: string, person: NewPerson): Promise<PersonAccess> {
  const access = await insertPerson(database, merchantId, person);
  await note(database, merchantId, 'dashboard_user.created', access.user, { role: person.role });
  return access;
}

/** All merchants, the newest first. */
export async function listMerchants(
  database: Queryable,
): Promise<{ merchant: string; name: string; people: number }[]> {
  const rows = await database.query<{ id: string; name: string; people: number }>(LIST);
  return rows.map(({ id, name, people }) => ({ merchant: publicId('merchant', id), name, people }));
}

async function insertPerson(database: Queryable, merchantId: string, person: NewPerson): Promise<PersonAccess> {
  const id = newUuid();
  const email = person.email.toLowerCase();
  const password = randomBytes(15).toString('base64url');
  const hash = await hashPassword(password);
  try {
    await database.query(INSERT_PERSON, [id, merchantId, email, person.displayName, hash, person.role]);
  } catch (error) {
    if (constraintName(error) === 'dashboard_users_email') {
      throw new MerchantError(`${email} can sign in already. Each address belongs to one person of one merchant.`);
    }
    if (errorCode(error) === FOREIGN_KEY_VIOLATION) {
      throw new MerchantError(`There is no merchant ${publicId('merchant', merchantId)}.`);
    }
    throw error;
  }
  return { user: publicId('user', id), email, password };
}

async function insertKey(database: Queryable, merchantId: string, live: boolean, pepper: Buffer): Promise<string> {
  const id = newUuid();
  const { key, hash } = makeApiKey({ id, live }, pepper);
  await database.query(INSERT_KEY, [id, merchantId, live ? 'First live key' : 'First test key', live, hash, SCOPES]);
  return key;
}

function note(database: Queryable, merchantId: string, action: string, subject: string, after: unknown): Promise<void> {
  return writeAudit(database, { merchantId, actor: OPERATOR }, { action, subject, after });
}

const LIST = `
  SELECT merchant.id, merchant.name, count(person.id)::int AS people
  FROM merchants merchant LEFT JOIN dashboard_users person ON person.merchant_id = merchant.id
  GROUP BY merchant.id ORDER BY merchant.created_at DESC, merchant.id DESC`;

const INSERT_PERSON = `
  INSERT INTO dashboard_users (id, merchant_id, email, display_name, password_hash, role)
  VALUES ($1, $2, $3, $4, $5, $6)`;

const INSERT_KEY = `
  INSERT INTO api_keys (id, merchant_id, name, live, hash, scopes) VALUES ($1, $2, $3, $4, $5, $6)`;
