import {
  closeSync,
  copyFileSync,
  fstatSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { Instance } from '../instance.ts';

const MAX_BYTES = 50 * 1024 * 1024;

/** Where a component's output goes. */
export function logFileOf(
  instance: Pick<Instance, 'logsFolder'>,
  component: string,
): string {
  return join(instance.logsFolder, `${component}.log`);
}

/** Opens a log for appending, so that it can be shortened while a process writes to it. */
export function openLog(path: string): number {
  mkdirSync(dirname(path), { recursive: true });
  limitLog(path);
  return openSync(path, 'a', 0o600);
}

/**
 * Moves a log that grew past 50 MB to `<name>.1`, replacing the earlier one. Never throws: where that is not possible,
 * e.g. on a full disk, the log stays as it is.
 */
export function limitLog(path: string, maxBytes = MAX_BYTES): void {
  try {
    if (statSync(path).size <= maxBytes) return;
    copyFileSync(path, `${path}.1`);
    truncateSync(path);
  } catch {
    // A service must not suffer from its log; the next probe tries again.
  }
}

/** Size of a log in bytes, 0 when there is none: where the output of the next program begins. */
export function logSize(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}

/** The end of a log without terminal colours, at most `bytes` long and not before `from`; empty when there is none. */
export function logTail(path: string, bytes = 16_384, from = 0): string {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch {
    return '';
  }
  try {
    const { size } = fstatSync(file);
    const start = Math.max(from, size - bytes, 0);
    const buffer = Buffer.alloc(Math.max(size - start, 0));
    readSync(file, buffer, 0, buffer.length, start);
    // eslint-disable-next-line no-control-regex
    return buffer.toString('utf8').replace(/\u001b\[[0-9;?]*[A-Za-z]/g, '');
  } finally {
    closeSync(file);
  }
}
