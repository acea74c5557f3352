import { mkdirSync } from 'node:fs';
import { cacheFolder } from '../cacheFolder.ts';
import type { Instance } from '../instance.ts';
import { findProcess } from '../processes/processTable.ts';
import type { Component } from './component.ts';
import { estimateFor, readHistory } from './estimates.ts';
import { logFileOf } from './logFile.ts';
import { endOrphans } from './orphans.ts';
import type { Snapshot } from './snapshot.ts';
import { readLastSnapshot, StatusBoard } from './StatusBoard.ts';
import { Supervisor } from './Supervisor.ts';
import { serve, takeLock } from './supervisorServer.ts';

/** Exit code of a supervisor that found another one at work. */
export const ALREADY_RUNNING = 75;

/**
 * The life of a supervisor process: takes the lock, ends what a killed predecessor left, answers on the socket until
 * it is told to stop (by request or TERM), then ends everything and the process.
 */
export async function runSupervisor(
  instance: Instance,
  components: Component[],
  cluster: Snapshot['cluster'],
  code: string,
): Promise<void> {
  // Its own log is on a disk that may be full, too: losing lines must not end what it watches.
  process.stderr.on('error', () => undefined);
  mkdirSync(instance.logsFolder, { recursive: true, mode: 0o700 });
  if (!(await takeLock(instance.runFolder))) process.exit(ALREADY_RUNNING);
  const last = readLastSnapshot(instance);
  if (last.kind === 'damaged') say(last.message);
  const ended = await endOrphans(instance);
  if (ended > 0)
    say(`Ended ${ended} processes that an earlier supervisor left behind.`);

  const board = new StatusBoard(
    instance,
    firstSnapshot(instance, components, cluster, code),
  );
  const supervisor = new Supervisor(instance, components, board);
  let stopping: Promise<void> | undefined;
  const stop = () => {
    stopping ??= supervisor.stop().then(() => {
      server.close();
      say('Stopped.');
      // Sockets get their last lines before the process goes.
      setTimeout(() => process.exit(0), 50);
    });
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  process.on('SIGHUP', () => undefined);
  const server = await serve(supervisor, instance.runFolder, stop);
  say(`Supervises instance ${instance.name} (pid ${process.pid}).`);
}

function firstSnapshot(
  instance: Instance,
  components: Component[],
  cluster: Snapshot['cluster'],
  code: string,
): Snapshot {
  const since = new Date().toISOString();
  const history = readHistory(cacheFolder());
  return {
    instance: instance.name,
    cluster,
    supervisor: {
      pid: process.pid,
      started: findProcess(process.pid)?.started ?? '',
      code,
    },
    portOffset: instance.portOffset,
    work: { id: 0, state: 'idle' },
    components: components.map(component => ({
      name: component.name,
      title: component.title,
      kind: component.kind,
      group: component.group ?? 'portal',
      isInBackground: component.isInBackground,
      estimateMs: estimateFor(component, history),
      state: 'stopped',
      since,
      url: component.kind === 'step' ? undefined : component.url?.(instance),
      logFile: logFileOf(instance, component.name),
      restarts: 0,
    })),
  };
}

function say(text: string): void {
  process.stderr.write(`${new Date().toISOString()} ${text}\n`);
}
