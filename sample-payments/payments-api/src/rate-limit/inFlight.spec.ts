import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Harness } from '../testing/harness.fixture.ts';
import { InFlight } from './InFlight.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start({ CONCURRENCY_PER_KEY: '2' })));
afterAll(() => api.stop());

describe('InFlight', () => {
  it('lets in as many as may, each key for itself, and counts nobody out twice', () => {
    const inFlight = new InFlight(api.settings({ CONCURRENCY_PER_KEY: '2' }));
    const first = inFlight.enter('a');
    expect([first, inFlight.enter('a')]).not.toContain(undefined);
    expect(inFlight.enter('a')).toBeUndefined();
    expect(inFlight.enter('b')).toBeDefined();
    first?.();
    first?.();
    expect(inFlight.enter('a')).toBeDefined();
    expect(inFlight.enter('a')).toBeUndefined();
  });
});

describe('an API key', () => {
  it('has as many requests running as it may, and others are told to wait', async () => {
    const another = await api.makeKey();
    const owner = await api.database.source('migrate');
    const running = await owner.transaction(async manager => {
      // What reads balances waits, until this transaction ends.
      await manager.query('LOCK TABLE ledger_accounts IN ACCESS EXCLUSIVE MODE');
      const waiting = [api.get('/v1/balances'), api.get('/v1/balances')];
      const locked = () =>
        api.sql.query(`SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
      await expect.poll(async () => (await locked()).length, { timeout: 5_000, interval: 5 }).toBe(2);
      const refused = await api.get('/v1/payments');
      expect(refused).toMatchObject({
        status: 429,
        headers: { 'retry-after': '1' },
        body: { error: { type: 'rate_limit_error', code: 'too_many_at_once' } },
      });
      expect(await api.get('/v1/payments', { as: another })).toMatchObject({ status: 200 });
      return waiting;
    });
    await Promise.all(running);
    for (let index = 0; index < 5; index += 1) expect(await api.get('/v1/payments')).toMatchObject({ status: 200 });
  });
});
