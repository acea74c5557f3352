import {
  closeSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import type { z } from 'zod';

/** What a state file held: its value, nothing yet, or something half-written that was set aside. */
export type StateRead<T> =
  | { kind: 'value'; value: T }
  | { kind: 'absent' }
  | { kind: 'damaged'; message: string };

/** Reads a JSON state file. Never throws for its content: a damaged file is reported, so that callers start afresh. */
export function readState<T>(path: string, schema: z.ZodType<T>): StateRead<T> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { kind: 'absent' };
    return { kind: 'damaged', message: `${path} cannot be read: ${error}` };
  }
  try {
    return { kind: 'value', value: schema.parse(JSON.parse(text)) };
  } catch {
    return {
      kind: 'damaged',
      message: `${path} was half-written and is ignored; it will be written anew.`,
    };
  }
}

/** Replaces a JSON state file in one step: a reader sees the old text or the new, never a part. */
export function writeState(path: string, value: unknown): void {
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  const file = openSync(temporary, 'w', 0o600);
  try {
    writeSync(file, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
}
