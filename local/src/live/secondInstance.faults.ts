import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { execa } from 'execa';
import { clusterFolders, machineWideId } from '../cluster/clusterFolders.ts';
import { hasCgroups } from '../cluster/namespaces/cgroups.ts';
import { openInstance, type Instance } from '../instance.ts';
import {
  COMPONENT_MARK,
  findMarked,
  SUPERVISOR_MARK,
} from '../processes/markedProcesses.ts';
import { processTree } from '../processes/processTree.ts';
import { repositoryRoot } from '../repositoryRoot.ts';
import { statusReport } from '../status/statusReport.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';
import { currentSnapshot } from '../supervisor/supervisorClient.ts';
import {
  apply,
  liveInstance,
  mustKubectl,
  namespaceObject,
  read,
  until,
  untilRolledOut,
} from './liveCluster.ts';
import { boxDeployment, pushTestBox } from './testBox.ts';

const NAMESPACE = 'kept';
const RECOVERED_WITHIN_MS = 120_000;
/** Each is killed in turn; the cluster as a whole and the supervisor come after. */
const PROCESSES = [
  'etcd',
  'api-server',
  'controller-manager',
  'scheduler',
  'containerd',
  'kubelet',
  'kube-proxy',
  'dns',
  'registry',
  'git-server',
  'controllers',
  'forwarder',
];

const instance: Instance = openInstance(
  process.env.PAYDAY_SECOND_INSTANCE ?? 'test-second',
  { portOffset: Number(process.env.PAYDAY_SECOND_PORT_OFFSET ?? 400) },
);
const second = { instance };

const payday = (...args: string[]) =>
  execa(
    join(repositoryRoot, 'payday'),
    [...args, `--instance=${instance.name}`, '--yes'],
    { reject: false, all: true, stdin: 'ignore' },
  );
const upArguments = [
  'up',
  '--cluster=embedded',
  `--port-offset=${instance.portOffset}`,
];
const up = async () => {
  const { exitCode, all } = await payday(...upArguments);
  assert.equal(exitCode, 0, String(all).split('\n').slice(-30).join('\n'));
};

/** Components that are not well, background work aside. */
const unwell = ({ components }: Snapshot) =>
  components.filter(
    ({ state, group }) => state !== 'healthy' && group !== 'tools',
  );

const untilWell = () =>
  until(
    'everything is healthy again',
    async () => {
      const snapshot = await currentSnapshot(instance.runFolder);
      if (!snapshot) throw new Error('no supervisor answers');
      const names = unwell(snapshot).map(
        ({ name, state }) => `${name} ${state}`,
      );
      if (names.length > 0) throw new Error(names.join(', '));
      await mustKubectl(['get', '--raw', '/readyz'], second);
      return true;
    },
    RECOVERED_WITHIN_MS,
  );

const assertDataKept = async () => {
  const { data } = await read('configmap', NAMESPACE, 'kept', second);
  assert.deepEqual(data, { value: 'before' });
  await untilRolledOut(NAMESPACE, 'keeper', second);
  const { volumes } = clusterFolders(instance);
  const claim = await read('pvc', NAMESPACE, 'kept', second);
  const folder = `${NAMESPACE}_kept_${claim.metadata.uid}`;
  const text = readFileSync(join(volumes, folder, 'file'), 'utf8');
  assert.match(text, /^first\n/);
};

async function kill(name: string): Promise<void> {
  const snapshot = await currentSnapshot(instance.runFolder);
  const id = snapshot?.components.find(row => row.name === name)?.process;
  assert.ok(id, `${name} has a process`);
  for (const { pid } of processTree(id)) killIfThere(pid);
  await until(`the end of ${name} is noticed`, async () => {
    const now = await currentSnapshot(instance.runFolder);
    const again = now?.components.find(row => row.name === name);
    return again?.process?.pid !== id.pid ? true : undefined;
  });
}

/** The end of one process may be the end of the next. */
function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

const hostRules = () =>
  ['iptables-save', 'nft'].map(program => {
    const args = program === 'nft' ? ['list', 'ruleset'] : [];
    // Counters of packets change by themselves.
    return execFileSync(program, args, { encoding: 'utf8' }).replace(
      /\[\d+:\d+\]|^#.*$/gm,
      '',
    );
  });

async function assertNothingLeft(rulesBefore: string[]): Promise<void> {
  const left = [SUPERVISOR_MARK, COMPONENT_MARK].flatMap(mark =>
    findMarked(mark, instance.runFolder),
  );
  assert.deepEqual(left, [], 'processes');
  const device = `payday${machineWideId(instance)}`;
  await until('the device is gone', async () =>
    existsSync(`/sys/class/net/${device}`) ? undefined : true,
  );
  const mounts = readFileSync('/proc/self/mounts', 'utf8');
  assert.equal(mounts.includes(instance.folder), false, 'mounts');
  assert.equal(hasCgroups(instance), false, 'control groups');
  assert.deepEqual(hostRules(), rulesBefore);
}

describe('a second instance beside the first', () => {
  let rulesBefore: string[];

  before(async () => {
    await payday('down', '--purge=all');
    rulesBefore = hostRules();
    await up();
    const image = await pushTestBox(instance);
    await apply(
      [
        namespaceObject(NAMESPACE),
        {
          apiVersion: 'v1',
          kind: 'ConfigMap',
          metadata: { namespace: NAMESPACE, name: 'kept' },
          data: { value: 'before' },
        },
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { namespace: NAMESPACE, name: 'kept' },
          spec: {
            accessModes: ['ReadWriteOnce'],
            resources: { requests: { storage: '10Mi' } },
          },
        },
        boxDeployment({
          namespace: NAMESPACE,
          name: 'keeper',
          image,
          command:
            '[ -e /data/file ] || echo first >/data/file; exec sleep 3600',
          container: { volumeMounts: [{ name: 'data', mountPath: '/data' }] },
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: 'kept' } },
          ],
        }),
      ],
      second,
    );
    await untilRolledOut(NAMESPACE, 'keeper', second);
  });
  after(() => payday('down', '--purge=all'));

  it('is a cluster of its own, and both are healthy', async () => {
    const uids = await Promise.all(
      [liveInstance, instance].map(async each => {
        const { metadata } = await read('namespace', 'default', 'kube-system', {
          instance: each,
        });
        return metadata.uid;
      }),
    );
    assert.notEqual(uids[0], uids[1]);
    for (const each of [liveInstance, instance]) {
      const { components, cluster } = await statusReport(each);
      assert.equal(cluster, 'embedded');
      assert.deepEqual(
        components.filter(
          ({ state, group }) => state !== 'healthy' && group !== 'tools',
        ),
        [],
      );
    }
  });

  for (const name of PROCESSES)
    it(`recovers from the end of ${name}, with its data`, async () => {
      await kill(name);
      await untilWell();
      await assertDataKept();
    });

  it('recovers from the end of everything inside at once', async () => {
    await kill('namespaces');
    await untilWell();
    await assertDataKept();
  });

  it('recovers by `up` when its supervisor was killed', async () => {
    const snapshot = await currentSnapshot(instance.runFolder);
    assert.ok(snapshot);
    process.kill(snapshot.supervisor.pid, 'SIGKILL');
    await up();
    await untilWell();
    await assertDataKept();
  });

  it('leaves nothing on the machine when it is stopped', async () => {
    assert.equal((await payday('down')).exitCode, 0);
    await assertNothingLeft(rulesBefore);
  });

  it('is one instance for two who start it at once, with its data', async () => {
    await Promise.all([up(), up()]);
    assert.equal(findMarked(SUPERVISOR_MARK, instance.runFolder).length, 1);
    await untilWell();
    await assertDataKept();
  });

  it('is stopped whole in the middle of a start, and starts again with its data', async () => {
    assert.equal((await payday('down')).exitCode, 0);
    const starting = payday(...upArguments);
    await until('etcd runs', async () => {
      const snapshot = await currentSnapshot(instance.runFolder);
      return snapshot?.components.find(
        ({ name, state }) => name === 'etcd' && state === 'healthy',
      );
    });
    assert.equal((await payday('down')).exitCode, 0);
    const { exitCode, all } = await starting;
    assert.equal(exitCode, 1);
    assert.match(String(all), /was stopped/);
    await assertNothingLeft(rulesBefore);
    await up();
    await assertDataKept();
  });

  it('says that its database is damaged, and is a new cluster after a purge', async () => {
    assert.equal((await payday('down')).exitCode, 0);
    const file = join(clusterFolders(instance).etcd, 'member', 'snap', 'db');
    const database = openSync(file, 'r+');
    writeSync(database, randomBytes(16_384), 0, 16_384, 0);
    closeSync(database);
    const { exitCode, all } = await payday(...upArguments);
    assert.equal(exitCode, 1);
    assert.match(String(all), /etcd cannot read its data in/);
    assert.match(String(all), /down --instance \S+ --purge cluster/);
    assert.equal((await payday('down', '--purge=cluster')).exitCode, 0);
    await up();
    await untilWell();
  });
});
