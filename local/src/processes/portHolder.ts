import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { createServer } from 'node:net';
import { findProcess } from './processTable.ts';

/** Who listens on a port, as far as this user may see. */
export interface PortHolder {
  pid: number;
  command: string;
  startedAt: Date;
  /** Current folder of the process. */
  folder?: string;
}

const CLOCK_TICKS_PER_SECOND = 100;
const LISTEN_STATE = '0A';

/** True when nobody listens on this port of 127.0.0.1. */
export function isPortFree(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      server.close(() => resolve(true)),
    );
  });
}

/** The process that listens on a TCP port, or `undefined` when it cannot be told (another user's, or no /proc). */
export function findPortHolder(port: number): PortHolder | undefined {
  if (process.platform !== 'linux') return undefined;
  const inodes = listeningInodes(port);
  if (inodes.size === 0) return undefined;
  const pid = readdirSync('/proc')
    .filter(name => /^\d+$/.test(name))
    .map(Number)
    .find(candidate => holdsSocket(candidate, inodes));
  return pid === undefined ? undefined : describe(pid);
}

function listeningInodes(port: number): Set<string> {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0');
  const rows = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(path =>
    (readOr(path) ?? '').split('\n').slice(1),
  );
  return new Set(
    rows
      .map(row => row.trim().split(/\s+/))
      .filter(
        ([, local, , state]) =>
          local?.endsWith(`:${hexPort}`) && state === LISTEN_STATE,
      )
      .map(fields => `socket:[${fields[9]}]`),
  );
}

function holdsSocket(pid: number, inodes: Set<string>): boolean {
  try {
    return readdirSync(`/proc/${pid}/fd`).some(fd => {
      try {
        return inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
      } catch {
        return false;
      }
    });
  } catch {
    return false;
  }
}

function describe(pid: number): PortHolder | undefined {
  const info = findProcess(pid);
  if (!info) return undefined;
  const bootSeconds = Number(
    /^btime (\d+)$/m.exec(readOr('/proc/stat') ?? '')?.[1] ?? 0,
  );
  let folder: string | undefined;
  try {
    folder = readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    folder = undefined;
  }
  return {
    pid,
    command: info.name === 'MainThread' ? 'node' : info.name,
    startedAt: new Date(
      (bootSeconds + Number(info.started) / CLOCK_TICKS_PER_SECOND) * 1000,
    ),
    folder,
  };
}

function readOr(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
