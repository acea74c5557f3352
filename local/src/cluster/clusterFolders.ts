import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { Instance } from '../instance.ts';

/** Folders of an instance's cluster as the host sees them. All absolute. */
export interface ClusterFolders {
  /** Everything that `payday down --purge cluster` deletes. */
  cluster: string;
  pki: string;
  /** Kubeconfigs of the cluster's own parts. */
  kubeconfigs: string;
  etcd: string;
  kubelet: string;
  containerd: string;
  /** Persistent volumes. */
  volumes: string;
  /** Logs of pods. */
  podLogs: string;
  /** Written anew at every start: configuration of the cluster's processes. */
  configuration: string;
  /** Kept by `--purge cluster`. */
  registry: string;
  git: string;
}

/** The folders of this instance. Creates nothing. */
export function clusterFolders(
  instance: Pick<Instance, 'dataFolder' | 'runFolder'>,
): ClusterFolders {
  const cluster = join(instance.dataFolder, 'cluster');
  return {
    cluster,
    pki: join(cluster, 'pki'),
    kubeconfigs: join(cluster, 'kubeconfigs'),
    etcd: join(cluster, 'etcd'),
    kubelet: join(cluster, 'kubelet'),
    containerd: join(cluster, 'containerd'),
    volumes: join(cluster, 'volumes'),
    podLogs: join(cluster, 'pod-logs'),
    configuration: join(instance.runFolder, 'cluster'),
    registry: join(instance.dataFolder, 'registry'),
    git: join(instance.dataFolder, 'git'),
  };
}

/**
 * The same folders as processes inside the namespaces see them: short and free of blanks wherever the clone is, since
 * sockets and some programs' options cannot take more. `namespaces/init.sh` mounts them there.
 */
export const INSIDE = {
  run: '/run/payday',
  containerdSocket: '/run/payday/containerd.sock',
  cluster: '/run/payday/cluster',
  pki: '/run/payday/cluster/pki',
  kubeconfigs: '/run/payday/cluster/kubeconfigs',
  etcd: '/run/payday/cluster/etcd',
  kubelet: '/run/payday/cluster/kubelet',
  containerd: '/run/payday/cluster/containerd',
  volumes: '/run/payday/cluster/volumes',
  configuration: '/run/payday/configuration',
  registry: '/run/payday/registry',
  git: '/run/payday/git',
} as const;

/** A short name of the instance that is unique on the machine: for cgroups and network devices. */
export function machineWideId(instance: Pick<Instance, 'runFolder'>): string {
  return createHash('sha256')
    .update(instance.runFolder)
    .digest('hex')
    .slice(0, 8);
}
