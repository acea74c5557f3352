import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { explainProblem } from './explainProblem';

/** A server's error as `ResponseError` wraps it. */
function wrapped(cause: Error): Error {
  const error = new Error('Request failed', { cause });
  error.name = 'ResponseError';
  return error;
}

describe('explainProblem', () => {
  it.each<[string, Error, RegExp]>([
    [
      'a refusal names the page that explains it',
      new NotAllowedError('no'),
      /What I may do/,
    ],
    [
      'a wrapped refusal is a refusal',
      wrapped(new NotAllowedError('no')),
      /not allowed/,
    ],
    [
      'a starting backend needs a moment',
      new ServiceUnavailableError('x'),
      /not ready yet/,
    ],
    [
      'a broken connection names the command to look with',
      new TypeError('Failed to fetch'),
      /payday status/,
    ],
    ['anything else is nobody’s fault', new Error('boom'), /not your fault/],
  ])('%s', (_, problem, words) => {
    expect(explainProblem(problem)).toMatch(words);
  });
});
