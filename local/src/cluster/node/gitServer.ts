import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { readSecret } from '../../components/secrets.ts';
import { accessFor } from '../../git-server/index.ts';
import type { Instance } from '../../instance.ts';
import { readPeople } from '../../identity-provider/people.ts';
import { GIT_NAME, INSIDE_PORTS, NODE_ADDRESS } from '../addresses.ts';
import { INSIDE } from '../clusterFolders.ts';
import { clusterProcess } from '../clusterProcess.ts';
import { answersInside } from '../insideProbe.ts';

const ACCESS_FILE = 'git-access.json';
const WEBHOOK_SECRET_FILE = 'argo-cd-webhook-secret';

/** Address of a repository as Argo CD and pods name it. */
export const repositoryUrl = (name: string): string =>
  `http://${GIT_NAME}:${INSIDE_PORTS.git}/${name}.git`;

/** Holds `payments.git` and `gitops.git`; each token names its person and what that person may do. */
export const gitServer = clusterProcess({
  name: 'git-server',
  title: 'Git server',
  dependsOn: ['secrets'],
  program: ({ instance }) => ({
    file: process.execPath,
    args: [
      '--max-semi-space-size=2',
      '--max-old-space-size=128',
      join(instance.root, 'local', 'src', 'git-server', 'main.ts'),
    ],
    env: {
      NODE_ENV: 'production',
      PAYDAY_GIT_PORT: String(INSIDE_PORTS.git),
      PAYDAY_GIT_FOLDER: INSIDE.git,
      PAYDAY_GIT_ACCESS_FILE: `${INSIDE.configuration}/${ACCESS_FILE}`,
      PAYDAY_GIT_PUBLIC_URL: `http://${GIT_NAME}:${INSIDE_PORTS.git}`,
      // A push is seen by Argo CD at once instead of at its next look.
      PAYDAY_GIT_LISTENERS: JSON.stringify([
        {
          kind: 'argo-cd',
          url: `http://${NODE_ADDRESS}:${INSIDE_PORTS.argoCd}/api/webhook`,
          secretFile: `${INSIDE.configuration}/${WEBHOOK_SECRET_FILE}`,
        },
      ]),
    },
  }),
  configuration: ({ instance }) => ({
    [WEBHOOK_SECRET_FILE]: readSecret(instance, 'argo-cd-webhook-secret'),
    [ACCESS_FILE]: JSON.stringify(
      accessFor({
        portal: readSecret(instance, 'git-token-portal'),
        pipeline: readSecret(instance, 'git-token-pipeline'),
        payday: readSecret(instance, 'git-token-payday'),
        argocd: readSecret(instance, 'git-token-argo-cd'),
        people: peoplesTokens(instance),
      }),
    ),
  }),
  sourceFolders: [join(import.meta.dirname, '..', '..', 'git-server')],
  isReady: ({ instance }) =>
    answersInside(instance, INSIDE_PORTS.git, '/healthz'),
});

/** The token with which a person of the local catalog pushes, by catalog reference. */
export function peoplesTokens(instance: Instance): Record<string, string> {
  const key = readSecret(instance, 'git-token-people');
  const people = readPeople(join(instance.root, 'local', 'catalog-info.yaml'));
  return Object.fromEntries(
    people.map(({ name }) => {
      const reference = `user:default/${name}`;
      const token = createHmac('sha256', key).update(reference).digest('hex');
      return [reference, token];
    }),
  );
}
