import { readFileSync } from 'node:fs';
import { listProcesses, type ProcessId } from './processTable.ts';

/** Set to the instance's run folder in the environment of its supervisor. */
export const SUPERVISOR_MARK = 'PAYDAY_SUPERVISOR_OF';

/** Set to the instance's run folder in the environment of all that its supervisor starts. */
export const COMPONENT_MARK = 'PAYDAY_COMPONENT_OF';

/**
 * Processes that an instance started, found by the mark in their environment: the second record, for when the state
 * file was lost. Finds nothing where /proc does not show environments.
 */
export function findMarked(mark: string, runFolder: string): ProcessId[] {
  if (process.platform !== 'linux') return [];
  return listProcesses()
    .filter(
      row => row.pid !== process.pid && isMarked(row.pid, mark, runFolder),
    )
    .map(({ pid, started }) => ({ pid, started }));
}

/** True when an instance started this process; false also when its environment cannot be read. */
export function isMarked(
  pid: number,
  mark: string,
  runFolder: string,
): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .includes(`${mark}=${runFolder}`);
  } catch {
    return false;
  }
}
