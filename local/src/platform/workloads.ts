import type { Workload } from '../supervisor/component.ts';
import {
  workload,
  type WorkloadDefinition,
  type WorkloadObject,
} from './workload.ts';

const deployments = (namespace: string, ...names: string[]): WorkloadObject[] =>
  names.map(name => ({ kind: 'Deployment', namespace, name }));

const definitions: WorkloadDefinition[] = [
  {
    name: 'argo-cd',
    title: 'Argo CD',
    objects: deployments(
      'argocd',
      'argocd-application-controller',
      'argocd-applicationset-controller',
      'argocd-redis',
      'argocd-repo-server',
      'argocd-server',
    ),
    url: ({ ports }) => `http://127.0.0.1:${ports.argoCd}`,
  },
  {
    name: 'traefik',
    title: 'Gateway',
    objects: deployments('traefik', 'traefik'),
    url: ({ ports }) => `http://localhost:${ports.gateway}`,
  },
  {
    name: 'argo-rollouts',
    title: 'Argo Rollouts',
    objects: deployments('argo-rollouts', 'argo-rollouts'),
  },
  {
    name: 'prometheus',
    title: 'Prometheus',
    objects: deployments('monitoring', 'prometheus'),
    url: ({ ports }) => `http://127.0.0.1:${ports.prometheus}`,
  },
  {
    name: 'kube-state-metrics',
    title: 'kube-state-metrics',
    objects: deployments('monitoring', 'kube-state-metrics'),
  },
  {
    name: 'metrics-server',
    title: 'Metrics server',
    objects: deployments('kube-system', 'metrics-server'),
  },
];

/** The platform's components as the supervisor watches them; what they are is said in `gitops-repo/platform`. */
export const workloads: Workload[] = definitions.map(workload);

/** What each platform component consists of, by its name. */
export const workloadObjects = new Map(
  definitions.map(({ name, objects }) => [name, objects]),
);
