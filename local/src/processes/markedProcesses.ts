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
  const entry = `${mark}=${runFolder}`;
  return listProcesses()
    .filter(row => row.pid !== process.pid && hasEntry(row.pid, entry))
    .map(({ pid, started }) => ({ pid, started }));
}

function hasEntry(pid: number, entry: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'utf8')
      .split('\0')
      .includes(entry);
  } catch {
    return false;
  }
}
