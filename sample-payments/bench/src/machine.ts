import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { postgresBinary } from '@payments/testing';

export interface Machine {
  system: string;
  cores: number;
  processor: string;
  memoryGigabytes: number;
  node: string;
  postgres: string;
  redis: string;
}

/** What the figures were measured on. */
export function describeMachine(): Machine {
  return {
    system: `${type()} ${release()} ${process.arch}`,
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGigabytes: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    postgres: versionOf(postgresBinary('postgres')),
    redis: versionOf('redis-server'),
  };
}

/** How many processes wanted a processor in the last minute. Above a few tenths before the start, others were at work. */
export function load(): number {
  return loadavg()[0] ?? 0;
}

function versionOf(command: string): string {
  const text = execFileSync(command, ['--version'], { encoding: 'utf8' });
  return /\d+\.\d+(\.\d+)?/.exec(text)?.[0] ?? text.trim();
}
