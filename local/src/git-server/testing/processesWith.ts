import { readFileSync } from 'node:fs';
import { listProcesses } from '../../processes/processTable.ts';

/** Ids of processes whose environment has this entry, e.g. `GIT_PROJECT_ROOT=/…/git`; ended ones do not count. */
export function processesWith(entry: string): number[] {
  return listProcesses()
    .map(({ pid }) => pid)
    .filter(pid => {
      try {
        return readFileSync(`/proc/${pid}/environ`, 'utf8')
          .split('\0')
          .includes(entry);
      } catch {
        return false;
      }
    });
}
