import { describe, expect, it } from 'vitest';
import { ApiProblem, isFinalRefusal, isTransient, messageOf, NoAnswerError, problemOf } from './problems.ts';

const problem = (status: number, code = 'word', extra: Record<string, unknown> = {}) =>
  new ApiProblem(status, { type: 'api_error', code, message: 'A sentence.', ...extra });

describe('isFinalRefusal', () => {
  it.each([
    ['a wrong field', problem(400), true],
    ['a status that does not allow it', problem(409, 'payment_unexpected_status'), true],
    ['a decline', problem(402), true],
    ['a key in flight', problem(409, 'idempotency_key_in_use', { type: 'idempotency_error' }), false],
    ['a key of another request', problem(422, 'idempotency_key_reused', { type: 'idempotency_error' }), false],
    ['too many requests', problem(429), false],
    ['a fault of the server', problem(500), false],
    ['a server that is away', problem(503), false],
    ['no answer', new NoAnswerError('away'), false],
  ])('after %s: %s', (_, error, expected) => expect(isFinalRefusal(error)).toBe(expected));
});

describe('isTransient', () => {
  it.each([
    [problem(503), true],
    [problem(500), false],
    [problem(404), false],
    [new NoAnswerError('away'), true],
  ])('%s: %s', (error, expected) => expect(isTransient(error)).toBe(expected));
});

describe('problemOf', () => {
  it('takes what the contract says', async () => {
    const body = { error: { type: 'rate_limit_error', code: 'too_many', message: 'Slow down.' } };
    const response = Response.json(body, { status: 429, headers: { 'retry-after': '7' } });
    const found = await problemOf(response);
    expect(found).toMatchObject({ status: 429, retryAfter: 7, detail: { code: 'too_many' } });
    expect(messageOf(found)).toBe('Slow down. Try again in 7 seconds.');
  });

  it('takes anything else as no answer', async () => {
    const found = await problemOf(new Response('<h1>Bad gateway</h1>', { status: 502 }));
    expect(found).toBeInstanceOf(NoAnswerError);
    expect(messageOf(found)).toBe('The server answered 502.');
  });
});

describe('messageOf', () => {
  it('warns of an earlier try that may have worked', () =>
    expect(messageOf(problem(422, 'idempotency_key_reused', { type: 'idempotency_error' }))).toMatch(/look before/));

  it('names the request when the fault is the server’s', () =>
    expect(messageOf(problem(500, 'internal', { request_id: 'req_1' }))).toBe('A sentence. (Request req_1)'));
});
