import { readdirSync, readFileSync } from 'node:fs';

const MEBIBYTE_IN_KIBIBYTES = 1024;

/**
 * Memory of everything that an instance runs, in mebibytes by program: processes that carry its mark, and those in
 * control groups of its pods. Proportional set size: what several processes share is counted once.
 * @param runFolder absolute path of the instance's run folder
 * @param group name of the control group its pods run in
 * @see proc(5), smaps_rollup
 */
export function instanceMemory(
  runFolder: string,
  group: string,
): Record<string, number> {
  const mark = `PAYDAY_COMPONENT_OF=${runFolder}`;
  const byProgram = new Map<string, number>();
  const pids = readdirSync('/proc').filter(name => /^\d+$/.test(name));
  const isMarked = (pid: string) =>
    read(`/proc/${pid}/environ`).split('\0').includes(mark);
  for (const pid of pids) {
    const isPod = read(`/proc/${pid}/cgroup`).includes(`/${group}/kubepods`);
    if (!isPod && !isMarked(pid)) continue;
    const kibibytes = /^Pss:\s+(\d+) kB$/m.exec(
      read(`/proc/${pid}/smaps_rollup`),
    );
    const name = read(`/proc/${pid}/comm`).trim();
    byProgram.set(
      name,
      (byProgram.get(name) ?? 0) + Number(kibibytes?.[1] ?? 0),
    );
  }
  return Object.fromEntries(
    [...byProgram]
      .sort(([, one], [, other]) => other - one)
      .map(([name, kibibytes]) => [
        name,
        Math.round(kibibytes / MEBIBYTE_IN_KIBIBYTES),
      ]),
  );
}

/** Processes end while they are looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}
