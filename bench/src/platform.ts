import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { instanceMemory } from './instanceMemory.ts';
import { describeMachine } from './machine.ts';
import { median } from './median.ts';
import { Payday } from './payday.ts';
import { describeVersions } from './versions.ts';

const INSTANCE = 'bench';

const stateSchema = z.object({
  components: z.array(z.object({ name: z.string(), since: z.string() })),
});

/** What one round measured. */
interface Round {
  /** `payday up` to its end: everything healthy. */
  cachedStartSeconds: number;
  /** From the beginning of that `up` until the kubelet served. */
  nodeReadySeconds: number;
  /** The same until all of Argo CD was ready. */
  argoCdReadySeconds: number;
  /** From `kubectl create` of a pod until it was ready, its image on the node; the starts of both kubectl included. */
  podReadySeconds: number;
  downSeconds: number;
  totalMegabytes: number;
  perProcessMegabytes: Record<string, number>;
}

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    'empty-cache': { type: 'boolean', default: false },
    'port-offset': { type: 'string', default: '500' },
  },
});
const root = values.root ?? process.cwd();
const runFolder = join(root, '.payday', 'instances', INSTANCE, 'run');
const temporary = mkdtempSync(join(tmpdir(), 'payday-bench-'));

const payday = new Payday({
  clone: root,
  instance: INSTANCE,
  portOffset: Number(values['port-offset']),
  cluster: 'embedded',
  cache: values['empty-cache'] ? join(temporary, 'cache') : undefined,
});

try {
  await payday.down('--purge=all', '--yes');
  say(values['empty-cache'] ? 'first up, empty cache' : 'first up');
  const firstSeconds = await payday.up();
  await payday.down();
  const measured: Round[] = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    say(`round ${round} of ${values.rounds}: up, a pod, down`);
    measured.push(await measure());
  }
  const of = (key: Exclude<keyof Round, 'perProcessMegabytes'>) =>
    median(measured.map(round => round[key]));
  const result = {
    name: 'platform',
    machine: describeMachine(),
    versions: describeVersions(root),
    ...(values['empty-cache'] ? { firstBuildSeconds: firstSeconds } : {}),
    cachedStartSeconds: of('cachedStartSeconds'),
    nodeReadySeconds: of('nodeReadySeconds'),
    argoCdReadySeconds: of('argoCdReadySeconds'),
    podReadySeconds: of('podReadySeconds'),
    downSeconds: of('downSeconds'),
    totalMegabytes: of('totalMegabytes'),
    perProcessMegabytes: measured[0]?.perProcessMegabytes,
    rounds: measured,
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  await payday.down('--purge=all', '--yes');
  rmSync(temporary, { recursive: true, force: true });
}

async function measure(): Promise<Round> {
  const beganAt = Date.now();
  const cachedStartSeconds = await payday.up();
  const podReadySeconds = await podReady();
  await payday.untilSettled();
  const perProcessMegabytes = instanceMemory(runFolder, podsGroup(runFolder));
  const totalMegabytes = Object.values(perProcessMegabytes).reduce(
    (sum, megabytes) => sum + megabytes,
    0,
  );
  return {
    cachedStartSeconds,
    nodeReadySeconds: secondsUntil('kubelet', beganAt),
    argoCdReadySeconds: secondsUntil('argo-cd', beganAt),
    podReadySeconds,
    totalMegabytes,
    perProcessMegabytes,
    downSeconds: await payday.down(),
  };
}

/** Seconds from a moment until a component became healthy, as the supervisor has it. */
function secondsUntil(component: string, beganAt: number): number {
  const state = stateSchema.parse(
    JSON.parse(readFileSync(join(runFolder, 'state.json'), 'utf8')),
  );
  const found = state.components.find(({ name }) => name === component);
  if (!found) throw new Error(`the state tells nothing of ${component}`);
  return Math.round((Date.parse(found.since) - beganAt) / 100) / 10;
}

async function podReady(): Promise<number> {
  const startedAt = performance.now();
  await payday.kubectl(
    'run',
    'bench',
    '--image=registry.payday.internal:5000/platform/pause:1',
    '--image-pull-policy=Never',
    '--restart=Never',
  );
  await payday.kubectl(
    'wait',
    'pod/bench',
    '--for=condition=Ready',
    '--timeout=60s',
  );
  const seconds = Math.round((performance.now() - startedAt) / 100) / 10;
  await payday.kubectl('delete', 'pod', 'bench', '--now');
  return seconds;
}

/** Name of the control group of an instance's pods, as `local/src/cluster/clusterFolders.ts` makes it. */
function podsGroup(folder: string): string {
  const id = createHash('sha256').update(folder).digest('hex').slice(0, 8);
  return `payday-${id}`;
}

/** Progress goes to standard error: standard output holds the result alone. */
function say(text: string): void {
  process.stderr.write(`  ${text}\n`);
}
