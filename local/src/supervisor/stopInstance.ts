import { removeCgroups } from '../cluster/namespaces/cgroups.ts';
import type { Instance } from '../instance.ts';
import { findMarked, SUPERVISOR_MARK } from '../processes/markedProcesses.ts';
import { isAlive, type ProcessId } from '../processes/processTable.ts';
import { endProcessTree } from '../processes/processTree.ts';
import { endOrphans } from './orphans.ts';
import type { Snapshot } from './snapshot.ts';
import { readLastSnapshot, writeLastSnapshot } from './StatusBoard.ts';
import { connectSupervisor, request } from './supervisorClient.ts';

const ANSWER_WITHIN_MS = 30_000;

/**
 * Ends everything that belongs to an instance: asks its supervisor, then ends what is left, whoever started it.
 * @param onSnapshot called while components end
 * @returns false when nothing ran
 */
export async function stopInstance(
  instance: Instance,
  onSnapshot: (snapshot: Snapshot) => void = () => undefined,
): Promise<boolean> {
  const before = readLastSnapshot(instance);
  const socket = await connectSupervisor(instance.runFolder);
  if (socket) {
    const timer = setTimeout(() => socket.destroy(), ANSWER_WITHIN_MS);
    for await (const snapshot of request(socket, { type: 'stop' }))
      onSnapshot(snapshot);
    clearTimeout(timer);
  }
  const supervisors = [
    ...(before.kind === 'value' ? [before.value.supervisor] : []),
    ...findMarked(SUPERVISOR_MARK, instance.runFolder),
  ].filter(isAlive);
  await Promise.all(supervisors.map(waitOrEnd));
  const orphans = await endOrphans(instance);
  // When the supervisor was killed, nobody else takes away what the kernel leaves.
  await removeCgroups(instance);
  const after = readLastSnapshot(instance);
  if (after.kind === 'value')
    writeLastSnapshot(instance, allStopped(after.value));
  return socket !== undefined || supervisors.length > 0 || orphans > 0;
}

async function waitOrEnd(supervisor: ProcessId): Promise<void> {
  await endProcessTree(supervisor, ANSWER_WITHIN_MS);
}

function allStopped(snapshot: Snapshot): Snapshot {
  return {
    ...snapshot,
    work: { ...snapshot.work, state: 'idle' },
    components: snapshot.components.map(
      ({ process: _, detail: __, ...component }) =>
        component.state === 'stopped'
          ? component
          : {
              ...component,
              state: 'stopped',
              reason: undefined,
              since: new Date().toISOString(),
            },
    ),
  };
}
