import { ApiError, KubernetesApi } from '../network-policy/KubernetesApi.ts';
import { readKubeconfig } from '../network-policy/kubeconfig.ts';
import type { ComponentContext } from '../supervisor/component.ts';
import { userKubeconfigPath } from './kubeconfig.ts';

const ANSWER_WITHIN_MS = 4_000;

/**
 * Asks the instance's API server something as its administrator, for what is watched every few seconds: a kubectl takes
 * a hundred milliseconds, this a few.
 * @param path e.g. `/apis/apps/v1/namespaces/argocd/deployments/argocd-server`
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
    const api = new KubernetesApi(readKubeconfig(userKubeconfigPath(instance)));
    const options = { signal, silentForMs: ANSWER_WITHIN_MS };
    return describe(await api.get(path, {}, options));
  } catch (error) {
    if (!(error instanceof ApiError)) return 'The API server does not answer.';
    return error.status === 404
      ? absent
      : `The API server answers ${error.status}.`;
  }
}
