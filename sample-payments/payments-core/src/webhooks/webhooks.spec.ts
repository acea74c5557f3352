import { describe, expect, it } from 'vitest';
import { deliveryOutcome } from './deliveryOutcome.ts';
import { MAXIMUM_ATTEMPTS, nextAttemptAt } from './retrySchedule.ts';
import { makeWebhookSecret, secretsInForce, signedHeaders, verifySignature } from './signing.ts';

const now = new Date('2026-11-24T10:00:00Z');
const message = { id: 'evt_1', timestamp: now.getTime() / 1000, body: '{"a":1}' };

describe('signing', () => {
  it('matches the example of the Standard Webhooks libraries', () => {
    const headers = signedHeaders(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  const secret = makeWebhookSecret();
  const signatures = signedHeaders(message, [secret])['webhook-signature'] ?? '';
  it.each([
    ['the message as sent is accepted', message, signatures, secret, now, true],
    ['a changed body is refused', { ...message, body: '{"a":2}' }, signatures, secret, now, false],
    ['another event’s id is refused', { ...message, id: 'evt_2' }, signatures, secret, now, false],
    ['another secret is refused', message, signatures, makeWebhookSecret(), now, false],
    ['299 s late is accepted', message, signatures, secret, new Date(now.getTime() + 299_000), true],
    ['301 s late is refused', message, signatures, secret, new Date(now.getTime() + 301_000), false],
    ['no signature is refused', message, '', secret, now, false],
    ['an unknown version is refused', message, signatures.replace('v1,', 'v2,'), secret, now, false],
  ])('%s', (_, sent, header, key, at, accepted) => expect(verifySignature(sent, header, key, at)).toBe(accepted));

  it('receivers with the old or the new secret both accept during a roll', () => {
    const [current, previous] = [makeWebhookSecret(), makeWebhookSecret()];
    const overlap = { current, previous, previousExpiresAt: new Date(now.getTime() + 1) };
    const header = signedHeaders(message, secretsInForce(overlap, now))['webhook-signature'] ?? '';
    expect(verifySignature(message, header, current, now)).toBe(true);
    expect(verifySignature(message, header, previous, now)).toBe(true);
    expect(secretsInForce({ ...overlap, previousExpiresAt: now }, now)).toEqual([current]);
  });
});

describe('retry schedule', () => {
  it('tries again after 5 s, 1 min, 5 min', () =>
    expect([1, 2, 3].map(attempts => Number(nextAttemptAt(attempts, now, 0)) - now.getTime())).toEqual([
      5_000, 60_000, 300_000,
    ]));

  it('jitter only brings an attempt forward, by at most a tenth', () =>
    expect(Number(nextAttemptAt(1, now, 0.999)) - now.getTime()).toBeGreaterThanOrEqual(4_500));

  it.each([0, 0.999])('the last attempt is within 3 days but after 2.5 (random %d)', random => {
    let at = now;
    for (let attempts = 1; attempts < MAXIMUM_ATTEMPTS; attempts += 1) at = nextAttemptAt(attempts, at, random) as Date;
    const days = (at.getTime() - now.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3);
    expect(nextAttemptAt(MAXIMUM_ATTEMPTS, at, random)).toBe('dead');
  });
});

describe('deliveryOutcome', () => {
  it.each([
    ['200 is a receipt', { httpStatus: 200 }, 'delivered'],
    ['299 is a receipt', { httpStatus: 299 }, 'delivered'],
    ['301 is not followed', { httpStatus: 301 }, 'retry'],
    ['404 is tried again', { httpStatus: 404 }, 'retry'],
    ['410 turns the endpoint off', { httpStatus: 410 }, 'gone'],
    ['500 is tried again', { httpStatus: 500 }, 'retry'],
    ['silence is tried again', { failure: 'timeout' }, 'retry'],
  ] as const)('%s', (_, answer, outcome) => expect(deliveryOutcome(answer)).toBe(outcome));
});
