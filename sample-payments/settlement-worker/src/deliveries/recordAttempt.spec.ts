import { describe, expect, it } from 'vitest';
import { MAXIMUM_ATTEMPTS } from '@payments/core/webhooks';
import { decide } from './recordAttempt.ts';

describe('decide', () => {
  it.each([
    ['a receipt ends it', { httpStatus: 204 }, 1, { outcome: 'delivered', pauseMs: 0 }],
    ['the first failure waits 5 s', { httpStatus: 500 }, 1, { outcome: 'retry', pauseMs: 5_000 }],
    ['a redirect is a failure', { httpStatus: 301, failure: 'redirect' }, 2, { outcome: 'retry', pauseMs: 60_000 }],
    ['silence is a failure', { failure: 'timeout' }, 3, { outcome: 'retry', pauseMs: 300_000 }],
    ['410 ends it', { httpStatus: 410 }, 1, { outcome: 'gone', pauseMs: 0 }],
    ['the last failure ends it', { httpStatus: 500 }, MAXIMUM_ATTEMPTS, { outcome: 'exhausted', pauseMs: 0 }],
  ] as const)('%s', (_, answer, attempts, expected) => expect(decide(answer, attempts, 0)).toEqual(expected));
});
