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

/** The unfinished parts of a run, as needed to tell how long it will take. */
export interface Remaining {
  name: string;
  dependsOn: string[];
  estimateMs?: number;
  /** Time spent on it so far. */
  elapsedMs: number;
}

/**
 * Time until everything is done: the longest chain of what is left. `undefined` when a part has no history.
 * A part that took longer than usual counts as nearly done, not as negative time.
 */
export function remainingMs(parts: Remaining[]): number | undefined {
  if (parts.some(part => part.estimateMs === undefined)) return undefined;
  const byName = new Map(parts.map(part => [part.name, part]));
  const known = new Map<string, number>();
  const finish = (name: string): number => {
    const part = byName.get(name);
    if (!part) return 0;
    const cached = known.get(name);
    if (cached !== undefined) return cached;
    const own = Math.max((part.estimateMs ?? 0) - part.elapsedMs, 0);
    const total = own + Math.max(0, ...part.dependsOn.map(finish));
    known.set(name, total);
    return total;
  };
  return Math.max(0, ...parts.map(part => finish(part.name)));
}

const path = (cache: string) => join(cache, 'durations.json');

/** Earlier durations on this machine; empty when there are none or the file is damaged. */
export function readHistory(cache: string): History {
  const read = readState(path(cache), historySchema);
  return read.kind === 'value' ? read.value : {};
}

/** Remembers how long a component's work took. */
export function recordDuration(
  cache: string,
  name: string,
  durationMs: number,
): void {
  writeState(path(cache), withDuration(readHistory(cache), name, durationMs));
}
