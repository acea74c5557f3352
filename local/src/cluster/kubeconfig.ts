import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { Instance } from '../instance.ts';
import { writeSecretFile } from '../writeSecretFile.ts';
import { clusterFolders } from './clusterFolders.ts';

const kubeconfigSchema = z.looseObject({
  clusters: z
    .array(
      z.looseObject({
        name: z.string(),
        cluster: z.looseObject({ server: z.string() }),
      }),
    )
    .nonempty(),
});

/** Identities that kubeadm makes a kubeconfig for. */
export type KubeconfigName = 'admin' | 'super-admin';

/** Where the kubeconfig for the person's own kubectl is. */
export const userKubeconfigPath = (
  instance: Pick<Instance, 'dataFolder' | 'runFolder'>,
): string => hostPath(instance, 'admin');

const hostPath = (
  instance: Pick<Instance, 'dataFolder' | 'runFolder'>,
  name: KubeconfigName,
) => join(clusterFolders(instance).kubeconfigs, `${name}.host.conf`);

/**
 * A kubeconfig of kubeadm's that reaches the cluster from the host, through the forwarder. Follows
 * ports that moved. @returns its path
 */
export async function hostKubeconfig(
  instance: Pick<Instance, 'dataFolder' | 'runFolder' | 'ports' | 'name'>,
  name: KubeconfigName,
): Promise<string> {
  const { kubeconfigs } = clusterFolders(instance);
  const text = await readFile(join(kubeconfigs, `${name}.conf`), 'utf8');
  const kubeconfig = kubeconfigSchema.parse(parse(text));
  for (const { cluster } of kubeconfig.clusters)
    cluster.server = `https://127.0.0.1:${instance.ports.kubernetesApi}`;
  const path = hostPath(instance, name);
  const wanted = stringify(kubeconfig);
  const present = await readFile(path, 'utf8').catch(() => undefined);
  if (present !== wanted) writeSecretFile(path, wanted);
  return path;
}
