import {
  namespaceSchema,
  podSchema,
  policySchema,
  type ClusterState,
} from './clusterObjects.ts';
import type { KubernetesApi } from './KubernetesApi.ts';
import {
  ResourceWatch,
  type WatchListener,
  type WatchTiming,
} from './ResourceWatch.ts';

/** A live copy of what decides who may talk to whom. */
export interface ClusterWatch {
  /** The copy; `undefined` until everything was listed once, since a part of it would allow too much or too little. */
  state(): ClusterState | undefined;
  /** Why the copy may be out of date; `undefined` while it is not. */
  problem(): string | undefined;
}

/** Watches Namespaces, Pods and NetworkPolicies of all namespaces until the signal aborts. */
export function watchCluster(
  api: KubernetesApi,
  listener: WatchListener,
  signal: AbortSignal,
  timing?: WatchTiming,
): ClusterWatch {
  const namespaces = new ResourceWatch(
    {
      title: 'namespaces',
      path: '/api/v1/namespaces',
      schema: namespaceSchema,
    },
    api,
    listener,
    timing,
  );
  const pods = new ResourceWatch(
    { title: 'pods', path: '/api/v1/pods', schema: podSchema },
    api,
    listener,
    timing,
  );
  const policies = new ResourceWatch(
    {
      title: 'network policies',
      path: '/apis/networking.k8s.io/v1/networkpolicies',
      schema: policySchema,
    },
    api,
    listener,
    timing,
  );
  const watches = [namespaces, pods, policies];
  for (const watch of watches) void watch.run(signal);
  return {
    state() {
      const state = {
        namespaces: namespaces.objects(),
        pods: pods.objects(),
        policies: policies.objects(),
      };
      return Object.values(state).some(objects => objects === undefined)
        ? undefined
        : (state as ClusterState);
    },
    problem: () =>
      watches
        .map(watch => watch.problem())
        .find(problem => problem !== undefined),
  };
}
