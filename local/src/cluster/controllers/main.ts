/**
 * The process that enforces NetworkPolicies and makes persistent volumes. It runs in the instance's network and mount
 * namespaces. It is to be healthy before workloads start: until its first ruleset no pod is isolated. When it ends, by
 * a signal or a crash, the rules stay in force; the table goes away with the namespace.
 */
import { z } from 'zod';
import { startHealthServer } from '../../network-policy/healthServer.ts';
import { readKubeconfig } from '../../network-policy/kubeconfig.ts';
import { KubernetesApi } from '../../network-policy/KubernetesApi.ts';
import { NetworkPolicyController } from '../../network-policy/NetworkPolicyController.ts';
import { applyRuleset } from '../../network-policy/applyRuleset.ts';
import { watchCluster } from '../../network-policy/watchCluster.ts';
import { POD_SUBNET } from '../addresses.ts';
import { VolumeProvisioner } from './VolumeProvisioner.ts';

const environment = z
  .object({
    KUBECONFIG: z.string().min(1),
    PAYDAY_VOLUMES_FOLDER: z.string().min(1),
    PAYDAY_CONTROLLERS_PORT: z.coerce.number().int().min(1).max(65_535),
  })
  .parse(process.env);

const log = (line: string) =>
  process.stdout.write(`${new Date().toISOString()} ${line}\n`);
const api = new KubernetesApi(readKubeconfig(environment.KUBECONFIG));
const stopping = new AbortController();

const policies = new NetworkPolicyController({
  state: () => cluster.state(),
  apply: applyRuleset,
  podSubnet: POD_SUBNET,
  log,
});
const cluster = watchCluster(
  api,
  { changed: () => policies.changed(), log },
  stopping.signal,
);
const volumes = new VolumeProvisioner({
  api,
  folder: environment.PAYDAY_VOLUMES_FOLDER,
  signal: stopping.signal,
  log,
});
volumes.run();

const health = await startHealthServer(
  environment.PAYDAY_CONTROLLERS_PORT,
  () => cluster.problem() ?? policies.problem() ?? volumes.problem(),
  '0.0.0.0',
);
process.once('SIGTERM', () => {
  stopping.abort();
  policies.stop();
  health.close();
  health.closeAllConnections();
});
