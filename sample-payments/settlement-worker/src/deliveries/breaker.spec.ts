import { expect, it } from 'vitest';
import { breakerPauseMs } from './breaker.ts';

it.each([
  ['an endpoint without failures is not paused', 0, 0],
  ['four failures are not enough', 4, 0],
  ['the fifth pauses for half a minute', 5, 30_000],
  ['each failed probe pauses longer', 7, 120_000],
  ['a pause is at most a quarter of an hour', 500, 900_000],
])('%s', (_, failures, pauseMs) => expect(breakerPauseMs(failures)).toBe(pauseMs));
