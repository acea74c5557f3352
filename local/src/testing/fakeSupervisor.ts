import { mkdirSync } from 'node:fs';
import type { Instance } from '../instance.ts';
import type { Component } from '../supervisor/component.ts';
import { logFileOf } from '../supervisor/logFile.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';
import { StatusBoard } from '../supervisor/StatusBoard.ts';
import { Supervisor } from '../supervisor/Supervisor.ts';

/** A supervisor inside the test's own process. */
export function fakeSupervisor(
  instance: Instance,
  components: Component[],
): Supervisor {
  mkdirSync(instance.logsFolder, { recursive: true });
  const board = new StatusBoard(instance, snapshotOf(instance, components));
  return new Supervisor(instance, components, board);
}

/** A snapshot in which nothing was started. */
export function snapshotOf(
  instance: Instance,
  components: Component[],
): Snapshot {
  return {
    instance: instance.name,
    cluster: 'none',
    supervisor: { pid: 0, started: 'never', code: 'test' },
    portOffset: 0,
    work: { id: 0, state: 'idle' },
    components: components.map(({ name, title, kind, group = 'portal' }) => ({
      name,
      title,
      kind,
      group,
      state: 'stopped',
      since: new Date(0).toISOString(),
      logFile: logFileOf(instance, name),
      restarts: 0,
    })),
  };
}

/** Resolves with the first snapshot that fits, now or later. */
export function untilSnapshot(
  board: StatusBoard,
  fits: (snapshot: Snapshot) => boolean,
): Promise<Snapshot> {
  return new Promise(resolve => {
    let unsubscribe: () => void = () => undefined;
    let isFound = false;
    unsubscribe = board.subscribe(snapshot => {
      if (isFound || !fits(snapshot)) return;
      isFound = true;
      queueMicrotask(() => unsubscribe());
      resolve(snapshot);
    });
  });
}

/** Resolves when the last `up` is settled. */
export const untilSettled = (board: StatusBoard) =>
  untilSnapshot(
    board,
    ({ work }) => work.state === 'done' || work.state === 'failed',
  );
