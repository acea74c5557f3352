import { stringify } from 'yaml';
import { join } from 'node:path';
import { readContext } from '../cluster/userContext.ts';
import type { Instance } from '../instance.ts';
import { readSettings } from '../instanceSettings.ts';
import { portalTokenFile } from '../platform/argoCdToken.ts';
import { writeSecretFile } from '../writeSecretFile.ts';
import { portalKubeconfigFile } from '../platform/portalKubeconfig.ts';

/**
 * What the portal is told about its cluster. Files may come later than the portal, whose first start takes less long
 * than a cluster's: it looks for them by itself.
 */
export async function clusterEnvironment(
  instance: Instance,
): Promise<Record<string, string>> {
  const { cluster = 'none', context } = readSettings(instance.runFolder);
  const common = {
    PAYDAY_CLUSTER: cluster,
    PAYDAY_STATE_FILE: join(instance.runFolder, 'state.json'),
  };
  if (cluster === 'context' && context !== undefined) {
    const path = join(instance.dataFolder, 'secrets', 'context.kubeconfig');
    writeSecretFile(path, stringify(await readContext(context)));
    return {
      ...common,
      PAYDAY_CLUSTER_NAME: context,
      PAYDAY_KUBECONFIG: path,
    };
  }
  if (cluster === 'none') return common;
  return {
    ...common,
    PAYDAY_CLUSTER_NAME: 'payday',
    PAYDAY_KUBECONFIG: portalKubeconfigFile(instance),
    PAYDAY_ARGOCD_URL: `http://127.0.0.1:${instance.ports.argoCd}`,
    PAYDAY_ARGOCD_TOKEN_FILE: portalTokenFile(instance),
  };
}
