import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { Database } from '../platform/Database.ts';
import { Harness, paymentOf } from '../testing/harness.fixture.ts';

let api: Harness;
beforeAll(async () => (api = await Harness.start({ CHARGES: 'deferred' })));
afterEach(() => vi.restoreAllMocks());
afterAll(() => api.stop());

describe('a payment whose charge is left to the worker', () => {
  it('is created and confirmed in one statement, with all that belongs to it', async () => {
    await api.pay();
    const database = api.app.get(Database);
    const [statement, query, transaction] = [
      vi.spyOn(database, 'prepared'),
      vi.spyOn(database, 'query'),
      vi.spyOn(database, 'transaction'),
    ];
    const made = await api.post('/v1/payments', paymentOf(), { key: 'one' });
    expect(made).toMatchObject({ status: 201, body: { status: 'processing', amount_captured: 0 } });
    expect([statement, query, transaction].map(({ mock }) => mock.calls.length)).toEqual([1, 0, 0]);
    const [row] = await api.sql.query(
      `SELECT key.state, key.response_body AS body, event.type, told.to_status AS told, attempt.state AS attempt,
         attempt.next_inquiry_at <= now() AS "isDue"
       FROM idempotency_keys key JOIN outbox_events event ON event.payment_id = key.subject_id
       JOIN payment_events told ON told.payment_id = key.subject_id
       JOIN charge_attempts attempt ON attempt.payment_id = key.subject_id WHERE key.key = 'one'`,
    );
    expect(row).toEqual({
      state: 'finished',
      body: made.text,
      type: 'payment.created',
      told: 'processing',
      attempt: 'pending',
      isDue: true,
    });
  });

  it('replays from the same statement', async () => {
    const first = await api.post('/v1/payments', paymentOf(), { key: 'two' });
    const database = api.app.get(Database);
    const statement = vi.spyOn(database, 'prepared');
    const again = await api.post('/v1/payments', paymentOf(), { key: 'two' });
    expect(again).toMatchObject({ status: 201, text: first.text, headers: { 'idempotent-replayed': 'true' } });
    expect(statement).toHaveBeenCalledTimes(1);
  });

  it('confirms, and refuses to refund what is not captured', async () => {
    const payment = await api.pay({ confirm: false });
    const confirmed = await api.post(`/v1/payments/${payment.id}/confirm`);
    expect(confirmed).toMatchObject({ status: 200, body: { status: 'processing' } });
    expect(await api.post('/v1/refunds', { payment: payment.id })).toMatchObject({ status: 409 });
    expect(await api.acquirer.log()).toEqual([]);
  });
});
