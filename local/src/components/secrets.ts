import {
  createPrivateKey,
  generateKeyPairSync,
  randomBytes,
} from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '../instance.ts';
import type { Step } from '../supervisor/component.ts';

/** Environments that live as long as the instance; previews get their secrets from the portal. */
export const ENVIRONMENTS = ['staging', 'production'] as const;

/** What the payments of each environment find in their Secret, by these names. */
export const PAYMENTS_SECRETS = [
  'database-admin-password',
  'database-migrate-password',
  'database-app-password',
  'database-read-only-password',
  'cache-password',
  'api-key-pepper',
  'cookie-key',
  'sealing-key',
  'synthetic-traffic-key',
] as const;

/** Secret of one environment's payments, e.g. `payments-staging-cookie-key`. */
export type PaymentsSecretName =
  `payments-${(typeof ENVIRONMENTS)[number]}-${(typeof PAYMENTS_SECRETS)[number]}`;

/** Private key on the curve P-256, as PKCS #8 in PEM: the pipeline signs images with it. */
const SIGNING_KEY = 'image-signing-key';

const RANDOM = [
  'session-secret',
  'oidc-client-secret',
  'registry-password',
  'git-token-payday',
  'git-token-portal',
  'git-token-pipeline',
  'git-token-argo-cd',
  'git-token-people',
  'callback-token',
  'argo-cd-server-key',
  'argo-cd-webhook-secret',
  'argo-cd-redis-password',
  ...ENVIRONMENTS.flatMap(environment =>
    PAYMENTS_SECRETS.map(
      (name): PaymentsSecretName => `payments-${environment}-${name}`,
    ),
  ),
] as const;

const NAMES = [...RANDOM, SIGNING_KEY] as const;

/** Secrets of an instance, made once and kept in its data folder. */
export type SecretName = (typeof NAMES)[number];

const folderOf = (instance: Instance) => join(instance.dataFolder, 'secrets');

/** @throws Error when the secret was not made yet */
export function readSecret(instance: Instance, name: SecretName): string {
  return readFileSync(join(folderOf(instance), name), 'utf8').trim();
}

function isWhole(instance: Instance, name: SecretName): boolean {
  if (!existsSync(join(folderOf(instance), name))) return false;
  const value = readSecret(instance, name);
  return name === SIGNING_KEY
    ? isPrivateKey(value)
    : Buffer.from(value, 'base64url').length === 32;
}

function isPrivateKey(pem: string): boolean {
  try {
    return createPrivateKey(pem).asymmetricKeyType === 'ec';
  } catch {
    return false;
  }
}

/** Without characters that mean something in URLs, where passwords of databases end up. */
function newSecret(name: SecretName): string {
  return name === SIGNING_KEY
    ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString()
        .trim()
    : randomBytes(32).toString('base64url');
}

/** Random keys that only this user can read. A half-written one is made anew, which ends sign-ins. */
export const secrets: Step = {
  kind: 'step',
  name: 'secrets',
  title: 'Secrets',
  dependsOn: [],

  async isDone({ instance }) {
    return NAMES.every(name => isWhole(instance, name));
  },

  async run({ instance }) {
    const folder = folderOf(instance);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await chmod(folder, 0o700);
    for (const name of NAMES.filter(
      candidate => !isWhole(instance, candidate),
    )) {
      const temporary = join(folder, `.${name}.${process.pid}`);
      await writeFile(temporary, `${newSecret(name)}\n`, { mode: 0o600 });
      await rename(temporary, join(folder, name));
    }
  },
};
