import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The most resident memory a process had so far, in MB; where the system does not tell, what it has now. */
export function memoryMegabytes(pid: number): number {
  if (process.platform === 'linux') {
    const [, kilobytes] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Math.round(Number(kilobytes) / 1024);
  }
  return Math.round(Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / 1024);
}

/** Processor time that a process took so far, in seconds; `undefined` where the system does not tell. */
export function cpuSeconds(pid: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  // Behind the command's name in parentheses, utime and stime are the 12th and 13th fields, in ticks of 10 ms.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
