import { expect, it } from 'vitest';
import { describeAttempt } from './describeAttempt.ts';

const at = '2026-11-24T10:00:00Z';

it.each([
  [{ http_status: 204 }, 'HTTP 204'],
  [{ failure: 'timeout' as const }, 'no answer in time'],
  [{ http_status: 301, failure: 'redirect' as const }, 'redirected'],
  [{}, 'no answer'],
])('%j: %s', (result, text) => expect(describeAttempt({ at, duration_ms: 5, ...result })).toBe(text));
