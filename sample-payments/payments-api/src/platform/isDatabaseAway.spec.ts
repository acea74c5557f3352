import { QueryRunnerProviderAlreadyReleasedError } from 'typeorm';
import { describe, expect, it } from 'vitest';
import { isDatabaseAway } from './isDatabaseAway.ts';

describe('isDatabaseAway', () => {
  it.each([
    ['a server that shuts down', Object.assign(new Error('terminating connection'), { code: '57P01' }), true],
    ['a server that refuses connections', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), true],
    ['a connection that broke under a query', new Error('Connection terminated unexpectedly'), true],
    [
      'a connection that broke between two queries of a transaction',
      new QueryRunnerProviderAlreadyReleasedError(),
      true,
    ],
    ['a row that is refused', Object.assign(new Error('duplicate key'), { code: '23505' }), false],
    ['a mistake of ours', new TypeError('x is undefined'), false],
  ])('%s', (_, error, expected) => expect(isDatabaseAway(error)).toBe(expected));
});
