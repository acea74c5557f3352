import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import {
  listProcesses,
  type ProcessId,
  type ProcessInfo,
} from './processTable.ts';

/**
 * The detached child recorded as `id` and everything it started: members of its session (also after the child itself
 * ended, since a number stays taken while a session bears it) and their descendants. Empty when the number was reused.
 */
export function processTree(
  id: ProcessId,
  table: ProcessInfo[] = listProcesses(),
): ProcessInfo[] {
  const holder = table.find(row => row.pid === id.pid);
  if (holder && holder.started !== id.started) return [];
  const found = new Set(
    table.filter(row => row.pid === id.pid || row.session === id.pid),
  );
  let before: number;
  do {
    before = found.size;
    const pids = new Set([...found].map(row => row.pid));
    for (const row of table) if (pids.has(row.parentPid)) found.add(row);
  } while (found.size > before);
  found.forEach(row => row.pid === process.pid && found.delete(row));
  return [...found];
}

/**
 * Ends a recorded child with all it started: TERM, then KILL after `graceMs`. Never touches a process that only
 * shares the number. Resolves when none is left.
 * @returns how many processes were ended
 */
export async function endProcessTree(
  id: ProcessId,
  graceMs = 8_000,
): Promise<number> {
  const ended = new Set<number>();
  const deadline = Date.now() + graceMs;
  const terminated = new Set<string>();
  for (;;) {
    const tree = processTree(id);
    if (tree.length === 0) return ended.size;
    const isLate = Date.now() >= deadline;
    for (const row of tree) {
      ended.add(row.pid);
      const key = `${row.pid}@${row.started}`;
      if (isLate) send(row.pid, 'SIGKILL');
      else if (!terminated.has(key)) send(row.pid, 'SIGTERM');
      terminated.add(key);
    }
    await delay(50);
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resident memory of a recorded child and all it started, in bytes; `undefined` where /proc does not tell. */
export function treeMemoryBytes(
  id: ProcessId,
  table?: ProcessInfo[],
): number | undefined {
  if (process.platform !== 'linux') return undefined;
  return processTree(id, table).reduce(
    (sum, row) => sum + residentBytes(row.pid),
    0,
  );
}

function residentBytes(pid: number): number {
  try {
    const match = /^VmRSS:\s+(\d+) kB$/m.exec(
      readFileSync(`/proc/${pid}/status`, 'utf8'),
    );
    return match ? Number(match[1]) * 1024 : 0;
  } catch {
    return 0;
  }
}
