import { execa } from 'execa';
import { setTimeout as delay } from 'node:timers/promises';
import { cacheFolder } from '../cacheFolder.ts';
import {
  kubectl as runKubectl,
  type KubectlResult,
} from '../cluster/kubectl.ts';
import { openInstance, type Instance } from '../instance.ts';

/** The running instance that a live test looks at: the one that `payday test platform` names. */
export const liveInstance: Instance = openInstance(
  process.env.PAYDAY_INSTANCE ?? 'default',
);

/** Runs kubectl against an instance's cluster, whatever its exit code. */
export const kubectl = (
  args: string[],
  {
    input,
    instance = liveInstance,
  }: { input?: string; instance?: Instance } = {},
): Promise<KubectlResult> =>
  runKubectl({ ...context, instance }, args, { input });

const context = {
  cache: cacheFolder(),
  signal: new AbortController().signal,
};

/** Standard output of a kubectl that must succeed. @throws Error with what kubectl said */
export async function mustKubectl(
  args: string[],
  options: { input?: string; instance?: Instance } = {},
): Promise<string> {
  const { exitCode, stdout, stderr } = await kubectl(args, options);
  if (exitCode !== 0)
    throw new Error(`kubectl ${args.join(' ')}: ${stderr || stdout}`);
  return stdout;
}

/** Applies objects that must be taken. */
export const apply = (
  objects: object[],
  options: { instance?: Instance } = {},
): Promise<string> =>
  mustKubectl(['apply', '--server-side', '--force-conflicts', '--filename=-'], {
    ...options,
    input: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }),
  });

/** An object as the API has it now. */
export async function read<T = Record<string, any>>(
  kind: string,
  namespace: string,
  name: string,
  options: { instance?: Instance } = {},
): Promise<T> {
  return JSON.parse(
    await mustKubectl(
      ['get', kind, name, `--namespace=${namespace}`, '--output=json'],
      options,
    ),
  );
}

/**
 * Waits until a look at the world gives something.
 * @param look returns `undefined` (or throws) while it is not so yet
 * @throws Error naming what was waited for, with the last thing that went wrong
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  withinMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadline)
      throw new Error(
        `${what}: not within ${withinMs / 1000} s. ${last ?? ''}`,
      );
    await delay(100);
  }
}

/** Waits until all pods of a Deployment are ready. */
export async function untilRolledOut(
  namespace: string,
  name: string,
  options: { instance?: Instance } = {},
): Promise<void> {
  await mustKubectl(
    [
      'rollout',
      'status',
      `deployment/${name}`,
      `--namespace=${namespace}`,
      '--timeout=120s',
    ],
    options,
  );
}

/** Runs a shell command in a pod of a Deployment. */
export const execIn = (
  namespace: string,
  target: string,
  command: string,
): Promise<KubectlResult> =>
  kubectl([
    'exec',
    `--namespace=${namespace}`,
    target,
    '--',
    'sh',
    '-c',
    command,
  ]);

/** Address of a Service's or another name, as a pod resolves it. BusyBox asks one name after the other. */
export async function resolveIn(
  namespace: string,
  target: string,
  name: string,
): Promise<string | undefined> {
  const { stdout } = await execIn(namespace, target, `nslookup ${name}`);
  const [, answer = ''] = stdout.split(/^Name:.*$/m);
  return /^Address(?: \d+)?:\s*([\d.]+)/m.exec(answer)?.[1];
}

/** What the gateway answers for a host, through the forwarder; `undefined` unless it is 200. */
export async function throughGateway(
  host: string,
  instance: Instance = liveInstance,
): Promise<string | undefined> {
  const { stdout, exitCode } = await execa(
    'curl',
    [
      '-fsS',
      ...['--max-time', '5'],
      ...['--header', `Host: ${host}`],
      `http://127.0.0.1:${instance.ports.gateway}/`,
    ],
    { reject: false },
  );
  return exitCode === 0 ? String(stdout) : undefined;
}

/** An IngressRoute that leads a host to a Service or TraefikService of the same namespace. */
export const routeObject = (
  namespace: string,
  host: string,
  service: { name: string; port?: number; kind?: string },
) => ({
  apiVersion: 'traefik.io/v1alpha1',
  kind: 'IngressRoute',
  metadata: { namespace, name: service.name },
  spec: {
    entryPoints: ['web'],
    routes: [{ kind: 'Rule', match: `Host(\`${host}\`)`, services: [service] }],
  },
});

/** A namespace of a test's own, with the Pod Security that all of ours have. */
export const namespaceObject = (
  name: string,
  labels: Record<string, string> = {},
) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name,
    labels: {
      'pod-security.kubernetes.io/enforce': 'restricted',
      // The gateway may only reach namespaces that are an environment.
      'payday.internal/environment': 'test',
      ...labels,
    },
  },
});

/** Deletes a namespace and waits until it is gone. */
export const deleteNamespace = (
  name: string,
  options: { instance?: Instance } = {},
): Promise<string> =>
  mustKubectl(
    ['delete', 'namespace', name, '--ignore-not-found', '--timeout=90s'],
    options,
  );
