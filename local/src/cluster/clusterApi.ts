import { ApiError, KubernetesApi } from '../network-policy/KubernetesApi.ts';
import { readKubeconfig } from '../network-policy/kubeconfig.ts';
import type { Instance } from '../instance.ts';
import type { ComponentContext } from '../supervisor/component.ts';
import { userKubeconfigPath } from './kubeconfig.ts';

const ANSWER_WITHIN_MS = 4_000;

/**
 * Asks the instance's API server something as its administrator, for what is watched every few seconds: a kubectl takes
 * a hundred milliseconds, this a few.
 * @param path e.g. `/apis/apps/v1/namespaces/argocd/deployments/argocd-server`
 * @returns the answer's JSON
 * @throws ApiError when it answers anything but 200, another error when it does not answer within seconds
 */
export function askCluster(
  instance: Instance,
  path: string,
  signal: AbortSignal = new AbortController().signal,
): Promise<unknown> {
  const api = new KubernetesApi(readKubeconfig(userKubeconfigPath(instance)));
  return api.get(path, {}, { signal, silentForMs: ANSWER_WITHIN_MS });
}

/**
 * What is wrong with something in the cluster.
 * @param path see {@link askCluster}
 * @param describe what is wrong with the answer, in one sentence; `undefined` when nothing is
 * @param absent what to say when there is no such thing
 * @returns that sentence, or why there was no answer. Never throws
 */
export async function unreadyInCluster(
  { instance, signal }: Pick<ComponentContext, 'instance' | 'signal'>,
  path: string,
  describe: (body: unknown) => string | undefined,
  absent: string,
): Promise<string | undefined> {
  try {
    return describe(await askCluster(instance, path, signal));
  } catch (error) {
    if (!(error instanceof ApiError)) return 'The API server does not answer.';
    return error.status === 404
      ? absent
      : `The API server answers ${error.status}.`;
  }
}
