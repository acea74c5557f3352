import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { hostKubeconfig } from './kubeconfig.ts';

const ANSWER_WITHIN_MS = 4_000;
const kubeconfigSchema = z.object({
  clusters: z
    .array(
      z.object({
        cluster: z.object({ 'certificate-authority-data': z.string() }),
      }),
    )
    .nonempty(),
  users: z
    .array(
      z.object({
        user: z.object({
          'client-certificate-data': z.string(),
          'client-key-data': z.string(),
        }),
      }),
    )
    .nonempty(),
});

/** What the API answered: the status and, when it was JSON, the body. */
export interface ApiAnswer {
  status: number;
  body: unknown;
}

/**
 * Reads from the instance's API server as its administrator. Takes a few milliseconds where a kubectl takes a hundred,
 * which matters for what is asked every few seconds.
 * @param path e.g. `/apis/apps/v1/namespaces/argocd/deployments/argocd-server`
 * @throws Error when it does not answer within 4 s
 */
export async function readFromCluster(
  instance: Instance,
  path: string,
): Promise<ApiAnswer> {
  const kubeconfig = kubeconfigSchema.parse(
    parse(readFileSync(await hostKubeconfig(instance, 'admin'), 'utf8')),
  );
  const decode = (text: string) => Buffer.from(text, 'base64');
  const { cluster } = kubeconfig.clusters[0];
  const { user } = kubeconfig.users[0];
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: instance.ports.kubernetesApi,
        path,
        agent: false,
        ca: decode(cluster['certificate-authority-data']),
        cert: decode(user['client-certificate-data']),
        key: decode(user['client-key-data']),
        timeout: ANSWER_WITHIN_MS,
        headers: { accept: 'application/json' },
      },
      response => {
        const chunks: Buffer[] = [];
        response.on('data', chunk => chunks.push(chunk));
        response.once('end', () => {
          const text = Buffer.concat(chunks).toString('utf8');
          try {
            resolve({
              status: response.statusCode ?? 0,
              body: JSON.parse(text),
            });
          } catch {
            resolve({ status: response.statusCode ?? 0, body: undefined });
          }
        });
      },
    );
    asked.once('timeout', () =>
      asked.destroy(new Error('The API server does not answer')),
    );
    asked.once('error', reject);
    asked.end();
  });
}
