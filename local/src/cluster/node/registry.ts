import { stringify } from 'yaml';
import { readSecret } from '../../components/secrets.ts';
import { INSIDE_PORTS } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';
import { bcrypt } from './bcrypt.ts';

const HEALTH_PORT = 5001;

/** Debian's registry for container images: only with a name and a password, inside and outside. */
export const registry = clusterProcess({
  name: 'registry',
  title: 'Image registry',
  dependsOn: ['secrets'],
  program: () => ({
    file: 'docker-registry',
    args: ['serve', `${INSIDE.configuration}/registry.yaml`],
  }),
  configuration: ({ instance }) => ({
    'registry.yaml': stringify({
      version: '0.1',
      log: { level: 'warn', accesslog: { disabled: true } },
      storage: {
        filesystem: { rootdirectory: INSIDE.registry },
        delete: { enabled: true },
        cache: { blobdescriptor: 'inmemory' },
      },
      http: {
        addr: `0.0.0.0:${INSIDE_PORTS.registry}`,
        secret: readSecret(instance, 'registry-password'),
        debug: { addr: `0.0.0.0:${HEALTH_PORT}` },
      },
      auth: {
        htpasswd: {
          realm: 'payday',
          path: `${INSIDE.configuration}/registry.htpasswd`,
        },
      },
      health: {
        storagedriver: { enabled: true, interval: '10s', threshold: 3 },
      },
    }),
    'registry.htpasswd': `node:${bcrypt(
      readSecret(instance, 'registry-password'),
    )}\n`,
  }),
  isReady: ({ instance }) =>
    answersInside(instance, HEALTH_PORT, '/debug/health'),
});
