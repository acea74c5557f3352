import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Instance } from '../instance.ts';
import type { Step } from '../supervisor/component.ts';

const NAMES = [
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
] as const;

/** Secrets of an instance, made once and kept in its data folder. */
export type SecretName = (typeof NAMES)[number];

const folderOf = (instance: Instance) => join(instance.dataFolder, 'secrets');

/** @throws Error when the secret was not made yet */
export function readSecret(instance: Instance, name: SecretName): string {
  return readFileSync(join(folderOf(instance), name), 'utf8').trim();
}

function isWhole(instance: Instance, name: SecretName): boolean {
  const path = join(folderOf(instance), name);
  return (
    existsSync(path) &&
    Buffer.from(readSecret(instance, name), 'base64').length === 32
  );
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
      await writeFile(temporary, `${randomBytes(32).toString('base64')}\n`, {
        mode: 0o600,
      });
      await rename(temporary, join(folder, name));
    }
  },
};
