import { execFileSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { describe } from 'vitest';

export const CHART = fileURLToPath(new URL('..', import.meta.url));
export const ENVIRONMENTS = ['staging', 'production', 'preview', 'aks'] as const;
export type EnvironmentName = (typeof ENVIRONMENTS)[number];

/** A label or annotation map. */
export type Strings = Record<string, string>;

export interface Container {
  name: string;
  image: string;
  command?: string[];
  args?: string[];
  env?: { name: string; value?: string; valueFrom?: { secretKeyRef: { name: string; key: string } } }[];
  ports?: { name: string; containerPort: number }[];
  resources?: { requests?: Strings; limits?: Strings };
  securityContext?: Record<string, unknown>;
  volumeMounts?: { name: string; mountPath: string }[];
  startupProbe?: Record<string, unknown>;
  livenessProbe?: Record<string, unknown>;
  readinessProbe?: Record<string, unknown>;
}

export interface PodSpec {
  serviceAccountName: string;
  automountServiceAccountToken: boolean;
  terminationGracePeriodSeconds?: number;
  securityContext: Record<string, unknown>;
  containers: Container[];
  initContainers?: Container[];
  volumes: Record<string, unknown>[];
  topologySpreadConstraints?: { topologyKey: string; whenUnsatisfiable: string }[];
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; labels: Strings; annotations: Strings };
  // Objects of many kinds: each spec asserts what it reads.
  // oxlint-disable-next-line typescript/no-explicit-any
  spec: any;
  data?: Strings;
}

function findHelm(): string | undefined {
  const candidates = process.env.HELM
    ? [process.env.HELM]
    : (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, 'helm'));
  return candidates.find(file => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const helm = findHelm();
if (!helm) process.stderr.write('Not run: the specs of the chart need helm, on PATH or named by HELM.\n');

/** `describe` that is skipped, and says why, where there is no helm. */
export const describeChart = helm ? describe : describe.skip;

/**
 * Runs helm on the chart.
 * @throws Error with what helm wrote, when it refuses
 */
export function runHelm(...args: string[]): string {
  if (!helm) throw new Error('There is no helm.');
  return execFileSync(helm, args, { encoding: 'utf8', stdio: 'pipe' });
}

/** Environments by the name of their file in ci/. */
export const valuesOf = (environment: EnvironmentName): string => join(CHART, 'ci', `${environment}.yaml`);

const rendered = new Map<string, Manifest[]>();

/** All objects of an environment, with settings (`--set-json`) on top. Rendered once; nobody changes them. */
export function render(environment: EnvironmentName, settings: Record<string, unknown> = {}): Manifest[] {
  const key = JSON.stringify([environment, settings]);
  const known = rendered.get(key) ?? renderAnew(environment, settings);
  rendered.set(key, known);
  return known;
}

export function renderAnew(environment: EnvironmentName, settings: Record<string, unknown> = {}): Manifest[] {
  const text = runHelm('template', 'payments', CHART, '--namespace', 'payments-test', ...flags(environment, settings));
  return parseAllDocuments(text)
    .map(document => document.toJS({ maxAliasCount: -1 }) as Manifest | null)
    .filter(manifest => manifest !== null);
}

/** What helm says when it refuses these settings. */
export function refusal(environment: EnvironmentName, settings: Record<string, unknown>): string {
  try {
    runHelm('template', 'payments', CHART, ...flags(environment, settings));
  } catch (error) {
    return (error as { stderr: string }).stderr;
  }
  return '';
}

const flags = (environment: EnvironmentName, settings: Record<string, unknown>) => [
  '--values',
  valuesOf(environment),
  ...Object.entries(settings).flatMap(([path, value]) => ['--set-json', `${path}=${JSON.stringify(value)}`]),
];

/** The one object of this kind and name. */
export function find(manifests: Manifest[], kind: string, name: string): Manifest {
  const found = manifests.filter(manifest => manifest.kind === kind && manifest.metadata.name === name);
  if (found.length !== 1 || !found[0]) throw new Error(`There are ${found.length} of ${kind} ${name}.`);
  return found[0];
}

export const ofKind = (manifests: Manifest[], kind: string): Manifest[] =>
  manifests.filter(manifest => manifest.kind === kind);

export const namesOf = (manifests: Manifest[], kind: string): string[] =>
  ofKind(manifests, kind).map(manifest => manifest.metadata.name);

export interface Workload {
  name: string;
  manifest: Manifest;
  labels: Strings;
  annotations: Strings;
  pod: PodSpec;
}

const WITH_PODS = ['Deployment', 'Job', 'Rollout', 'StatefulSet'];

/** Everything that makes pods. */
export function workloads(manifests: Manifest[]): Workload[] {
  return manifests
    .filter(({ kind }) => WITH_PODS.includes(kind))
    .map(manifest => ({
      name: `${manifest.kind} ${manifest.metadata.name}`,
      manifest,
      labels: manifest.spec.template.metadata.labels,
      annotations: manifest.spec.template.metadata.annotations ?? {},
      pod: manifest.spec.template.spec,
    }));
}

export const workload = (manifests: Manifest[], kind: string, name: string): Workload => {
  const [found] = workloads([find(manifests, kind, name)]);
  if (!found) throw new Error(`${kind} ${name} has no pods.`);
  return found;
};

export const containersOf = ({ pod }: Workload): Container[] => [...(pod.initContainers ?? []), ...pod.containers];

/** Plain variables of the first container. */
export const environmentOf = ({ pod }: Workload): Record<string, string | undefined> =>
  Object.fromEntries((pod.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));
