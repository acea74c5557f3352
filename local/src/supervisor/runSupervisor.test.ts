import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { Instance } from '../instance.ts';
import { COMPONENT_MARK, findMarked } from '../processes/markedProcesses.ts';
import { isAlive, type ProcessId } from '../processes/processTable.ts';
import { isSettled } from '../progress/showProgress.ts';
import { temporaryInstance } from '../testing/temporaryInstance.ts';
import { connectOrLaunch } from './launchSupervisor.ts';
import { findOrphans } from './orphans.ts';
import type { Snapshot } from './snapshot.ts';
import { stopInstance } from './stopInstance.ts';
import { currentSnapshot, request } from './supervisorClient.ts';

const FIXTURE = join(import.meta.dirname, '..', 'testing', 'fixtureMain.ts');

/** What `payday up` does, with the fixture's components. */
async function up(instance: Instance): Promise<Snapshot> {
  const socket = await connectOrLaunch(instance, [FIXTURE, instance.root]);
  for await (const snapshot of request(socket, {
    type: 'up',
    allowSystemPackages: false,
  }))
    if (isSettled(snapshot)) return snapshot;
  throw new Error('The supervisor ended before it was settled.');
}

const processesOf = (snapshot: Snapshot) =>
  snapshot.components.flatMap(row => row.process ?? []);

/** A kill that is done when it returns. */
async function killSupervisor({ supervisor }: Snapshot): Promise<void> {
  process.kill(supervisor.pid, 'SIGKILL');
  while (isAlive(supervisor)) await new Promise(setImmediate);
}

describe('a supervisor process', () => {
  it('brings its services up in a folder with a space in its path', async test => {
    const instance = temporaryInstance(test);
    const snapshot = await up(instance);
    assert.equal(snapshot.work.state, 'done');
    assert.deepEqual(
      snapshot.components.map(row => row.state),
      ['healthy', 'healthy'],
    );
    assert.equal(processesOf(snapshot).every(isAlive), true);
  });

  it('is the same one for two starts at the same time', async test => {
    const instance = temporaryInstance(test);
    const [one, two] = await Promise.all([up(instance), up(instance)]);
    assert.deepEqual(one.supervisor, two.supervisor);
    assert.deepEqual(processesOf(one), processesOf(two));
  });

  it('leaves no process when it is stopped', async test => {
    const instance = temporaryInstance(test);
    const snapshot = await up(instance);
    assert.equal(await stopInstance(instance), true);
    assert.equal(
      [...processesOf(snapshot), snapshot.supervisor].some(isAlive),
      false,
    );
    assert.deepEqual(findMarked(COMPONENT_MARK, instance.runFolder), []);
    assert.equal(await stopInstance(instance), false);
  });

  it('replaces what a killed one left behind', async test => {
    const instance = temporaryInstance(test);
    const before = await up(instance);
    await killSupervisor(before);
    assert.deepEqual(pids(findOrphans(instance)), pids(allMarked(instance)));
    const after = await up(instance);
    assert.equal(processesOf(before).some(isAlive), false);
    assert.equal(processesOf(after).every(isAlive), true);
  });

  it('finds what a killed one left behind even when the state file is half-written', async test => {
    const instance = temporaryInstance(test);
    const before = await up(instance);
    await killSupervisor(before);
    const state = join(instance.runFolder, 'state.json');
    writeFileSync(state, readFileSync(state, 'utf8').slice(0, 40));
    assert.equal(await stopInstance(instance), true);
    assert.equal(processesOf(before).some(isAlive), false);
  });

  it('recovers from a state folder full of nonsense', async test => {
    const instance = temporaryInstance(test);
    mkdirSync(instance.logsFolder, { recursive: true });
    ['state.json', 'settings.json', 'supervisor.sock'].forEach(name =>
      writeFileSync(join(instance.runFolder, name), '{"a'),
    );
    assert.equal((await up(instance)).work.state, 'done');
    assert.match(
      readFileSync(join(instance.logsFolder, 'supervisor.log'), 'utf8'),
      /state\.json was half-written and is ignored/,
    );
  });

  it('is replaced when its folder was deleted under it', async test => {
    const instance = temporaryInstance(test);
    const before = await up(instance);
    rmSync(instance.folder, { recursive: true });
    const after = await up(instance);
    assert.equal(after.work.state, 'done');
    assert.equal(
      [before.supervisor, ...processesOf(before)].some(isAlive),
      false,
    );
  });

  it('survives clients that leave in the middle of an answer', async test => {
    const instance = temporaryInstance(test);
    const { supervisor } = await up(instance);
    for (let round = 0; round < 20; round++) {
      const socket = await connectOrLaunch(instance, [FIXTURE, instance.root]);
      socket.write('{"type":"up","allowSystemPackages":false}\n');
      socket.destroy();
    }
    const after = await currentSnapshot(instance.runFolder);
    assert.deepEqual(after?.supervisor, supervisor);
  });

  it('answers many followers', async test => {
    const instance = temporaryInstance(test);
    await up(instance);
    const snapshots = await Promise.all(
      Array.from({ length: 20 }, () => currentSnapshot(instance.runFolder)),
    );
    assert.equal(
      snapshots.every(snapshot => snapshot?.work.state === 'done'),
      true,
    );
  });
});

const pids = (ids: ProcessId[]) => ids.map(({ pid }) => pid).sort();
const allMarked = (instance: Instance) =>
  findMarked(COMPONENT_MARK, instance.runFolder);
