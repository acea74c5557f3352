import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../stateFile.ts';

const KEPT = 5;
const historySchema = z.record(z.string(), z.array(z.number().nonnegative()));

/** How long each component's work took in earlier runs, in milliseconds, newest last. */
export type History = z.infer<typeof historySchema>;

/** Median of earlier durations in milliseconds; `undefined` without any. */
export function estimateMs(durationsMs: number[]): number | undefined {
  if (durationsMs.length === 0) return undefined;
  const sorted = [...durationsMs].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1
    ? sorted[middle]
    : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The history with one more duration; only the newest few are kept, since machines and code change. */
export function withDuration(
  history: History,
  name: string,
  durationMs: number,
): History {
  return {
    ...history,
    [name]: [...(history[name] ?? []), Math.round(durationMs)].slice(-KEPT),
  };
}

const path = (cache: string) => join(cache, 'durations.json');

/** Earlier durations on this machine; empty when there are none or the file is damaged. */
export function readHistory(cache: string): History {
  const read = readState(path(cache), historySchema);
  return read.kind === 'value' ? read.value : {};
}

/** How long a component's work should take on this machine, in milliseconds; `undefined` where nothing is known. */
export function estimateFor(
  { name, typicalMs }: { name: string; typicalMs?: number },
  history: History,
): number | undefined {
  return estimateMs(history[name] ?? []) ?? typicalMs;
}

/** Remembers how long a component's work took. Never throws: an estimate is not worth failing work that is done. */
export function recordDuration(
  cache: string,
  name: string,
  durationMs: number,
): void {
  try {
    writeState(path(cache), withDuration(readHistory(cache), name, durationMs));
  } catch {
    // E.g. a full disk or a cache of someone else: the next estimate is a little older.
  }
}
