import type { Instance } from '../instance.ts';
import { COMPONENT_MARK, findMarked } from '../processes/markedProcesses.ts';
import { isAlive, type ProcessId } from '../processes/processTable.ts';
import { endProcessTree } from '../processes/processTree.ts';
import { readLastSnapshot } from './StatusBoard.ts';

/** Processes that a supervisor of this instance started and that outlived it. */
export function findOrphans(
  instance: Pick<Instance, 'runFolder'>,
): ProcessId[] {
  const last = readLastSnapshot(instance);
  const recorded =
    last.kind === 'value'
      ? last.value.components.flatMap(row =>
          row.process && isAlive(row.process) ? [row.process] : [],
        )
      : [];
  const known = new Set(recorded.map(id => id.pid));
  const marked = findMarked(COMPONENT_MARK, instance.runFolder).filter(
    id => !known.has(id.pid),
  );
  return [...recorded, ...marked];
}

/** Ends what a killed supervisor left behind. @returns how many processes were ended */
export async function endOrphans(
  instance: Pick<Instance, 'runFolder'>,
): Promise<number> {
  const counts = await Promise.all(
    findOrphans(instance).map(id => endProcessTree(id)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
