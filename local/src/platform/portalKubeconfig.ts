import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { z } from 'zod';
import { kubectl } from '../cluster/kubectl.ts';
import type { Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import type { ComponentContext } from '../supervisor/component.ts';
import { writeSecretFile } from '../writeSecretFile.ts';
import { PORTAL_TOKEN_SECRET } from './clusterSecrets.ts';

const FILLED_WITHIN_MS = 20_000;
const tokenSchema = z.object({
  data: z.object({ token: z.string(), 'ca.crt': z.string() }),
});

/** Where the portal finds the cluster and who it is there. */
export const portalKubeconfigFile = (instance: Instance): string =>
  join(instance.dataFolder, 'secrets', 'portal.kubeconfig');

/**
 * Writes the kubeconfig of the portal's own ServiceAccount, which may read what a portal shows and no Secret.
 * @throws Problem when Kubernetes makes no token for it
 */
export async function writePortalKubeconfig(
  context: ComponentContext,
): Promise<void> {
  const { instance } = context;
  const { data } = await portalToken(context);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': 'payday',
    clusters: [
      {
        name: 'payday',
        cluster: {
          server: `https://127.0.0.1:${instance.ports.kubernetesApi}`,
          'certificate-authority-data': data['ca.crt'],
        },
      },
    ],
    users: [
      {
        name: 'payday-portal',
        user: { token: Buffer.from(data.token, 'base64').toString('utf8') },
      },
    ],
    contexts: [
      { name: 'payday', context: { cluster: 'payday', user: 'payday-portal' } },
    ],
  };
  writeSecretFile(portalKubeconfigFile(instance), stringify(kubeconfig));
}

async function portalToken(context: ComponentContext) {
  const { namespace, name } = PORTAL_TOKEN_SECRET;
  const deadline = Date.now() + FILLED_WITHIN_MS;
  for (;;) {
    const { stdout } = await kubectl(context, [
      'get',
      'secret',
      name,
      `--namespace=${namespace}`,
      '--output=json',
    ]);
    const parsed = tokenSchema.safeParse(JSON.parse(stdout || '{}'));
    if (parsed.success) return parsed.data;
    if (Date.now() > deadline)
      throw new Problem(
        `Kubernetes made no token for the portal in ${namespace}/${name}.`,
        ['To see why:  ./payday logs controller-manager'],
      );
    await delay(300, undefined, { signal: context.signal });
  }
}
