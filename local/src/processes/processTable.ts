import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

/** A process that cannot be mistaken for a later one with the same number. */
export interface ProcessId {
  pid: number;
  /** Start time as the kernel tells it: ticks since boot on Linux, a date elsewhere. Only ever compared. */
  started: string;
}

/** One row of the process table. Zombies are left out: they hold nothing. */
export interface ProcessInfo extends ProcessId {
  parentPid: number;
  /** Session on Linux, process group elsewhere: what a detached child and its descendants share. */
  session: number;
  name: string;
}

/** All processes of this machine that this user may see. */
export function listProcesses(): ProcessInfo[] {
  return process.platform === 'linux' ? listFromProc() : listFromPs();
}

/** The process with this number now, or `undefined` when there is none. */
export function findProcess(pid: number): ProcessInfo | undefined {
  return process.platform === 'linux'
    ? readProcStat(pid)
    : listFromPs().find(row => row.pid === pid);
}

/** True while exactly this process runs; false when its number was reused. */
export function isAlive(id: ProcessId): boolean {
  return findProcess(id.pid)?.started === id.started;
}

function listFromProc(): ProcessInfo[] {
  return readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .flatMap(name => readProcStat(Number(name)) ?? []);
}

function readProcStat(pid: number): ProcessInfo | undefined {
  let text: string;
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The name stands in parentheses and may itself hold spaces and parentheses.
  const nameEnd = text.lastIndexOf(')');
  const fields = text.slice(nameEnd + 2).split(' ');
  const [state, parentPid, , session] = fields;
  if (state === 'Z' || state === 'X') return undefined;
  return {
    pid,
    started: fields[19],
    parentPid: Number(parentPid),
    session: Number(session),
    name: text.slice(text.indexOf('(') + 1, nameEnd),
  };
}

/** For systems without /proc. */
export function listFromPs(): ProcessInfo[] {
  const text = execFileSync(
    'ps',
    ['-axo', 'pid=,ppid=,pgid=,stat=,lstart=,comm='],
    { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } },
  );
  return text.split('\n').flatMap(line => {
    const match =
      /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\d+\s+[\d:]+\s+\d+)\s+(.*)$/.exec(
        line,
      );
    if (!match || match[4].startsWith('Z')) return [];
    return {
      pid: Number(match[1]),
      parentPid: Number(match[2]),
      session: Number(match[3]),
      started: match[5].replace(/\s+/g, ' '),
      name: match[6],
    };
  });
}
