import { join } from 'node:path';
import { hashFiles, programSources } from '../contentHash.ts';
import { defaultRestart, type Service } from '../supervisor/component.ts';
import { answersOk } from './httpProbe.ts';
import { readSecret } from './secrets.ts';

/** The local OpenID provider: people pick who they are. */
export const identityProvider: Service = {
  kind: 'service',
  name: 'identity-provider',
  title: 'Identity provider',
  dependsOn: ['secrets'],
  readyWithinMs: 30_000,
  restart: defaultRestart,

  ports: instance => [instance.ports.identity],
  url: instance => instance.identityUrl,

  async fingerprint({ instance: { root, identityUrl } }) {
    const local = join(root, 'local');
    const sources = await programSources(
      join(local, 'src', 'identity-provider'),
    );
    return hashFiles(
      [
        ...sources,
        join(local, 'catalog-info.yaml'),
        join(local, 'package-lock.json'),
      ],
      root,
      [identityUrl],
    );
  },

  async command({ instance }) {
    return {
      file: process.execPath,
      args: [
        join(instance.root, 'local', 'src', 'identity-provider', 'main.ts'),
      ],
      cwd: instance.root,
      env: {
        NODE_ENV: 'production',
        PAYDAY_IDENTITY_URL: instance.identityUrl,
        PAYDAY_PORTAL_URL: instance.portalUrl,
        PAYDAY_OIDC_CLIENT_SECRET: readSecret(instance, 'oidc-client-secret'),
        PAYDAY_DATA_DIR: instance.dataFolder,
        PAYDAY_PEOPLE_FILE: join(instance.root, 'local', 'catalog-info.yaml'),
      },
    };
  },

  isReady: ({ instance }) =>
    answersOk(`http://127.0.0.1:${instance.ports.identity}/healthz`),
};
