import { makePayment, migrateToNextRelease, NEXT_EVENT_TYPE } from '@payments/testing';
import { checkAll } from '@payments/core/checker';
import { newUuid } from '@payments/core/identifiers';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { accepts } from './testing/Receiver.fixture.ts';
import { deliveriesOf, makeEndpoint, makeEvent } from './testing/rows.fixture.ts';
import { WorkerRig } from './testing/WorkerRig.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Waits end when what they wait for is there; this is for a busy machine. */
const PATIENCE = 20_000;

let rig: WorkerRig;

beforeAll(async () => {
  rig = await WorkerRig.create();
  await rig.startWorker();
});
afterAll(() => rig.dispose());

/** Commits an event as the next release would: of a later version, with fields that this one does not know. */
async function makeLaterEvent(type: string): Promise<{ id: string; payload: string }> {
  const id = newUuid();
  const paymentId = await makePayment(rig.app, rig.merchantId);
  const payload = JSON.stringify({ version: 2, type, dispute: { deadline: '2027-01-01' }, data: [paymentId] });
  await rig.app.query(
    `WITH announced AS (
       INSERT INTO outbox_events (id, merchant_id, live, type, version, payment_id, payload)
       VALUES ($1, $2, false, 'payment.created', 1, $4, '{}'), ($3, $2, false, $5, 2, $4, $6)
     ) SELECT 1`,
    [newUuid(), rig.merchantId, id, paymentId, type, payload],
  );
  return { id, payload };
}

const outboxOf = async (id: string) =>
  (await rig.app.query<{ state: string }>('SELECT state FROM outbox_events WHERE id = $1', [id]))[0]?.state;

describe('the worker on the schema of the next release', () => {
  it('goes on when the migration ran under it', async () => {
    const endpoint = await makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}/goes-on`);
    await makeEvent(rig.app, rig.merchantId);
    expect(await migrateToNextRelease(rig.database.url('payments_migrate'))).toHaveLength(1);
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => {
      const deliveries = await deliveriesOf(rig.app, endpoint.id);
      expect(deliveries).toMatchObject([{ state: 'delivered' }, { state: 'delivered' }]);
    }, PATIENCE);
  });

  it('passes an event of a later version on as it was written, and signed', async () => {
    const endpoint = await makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}/later`, {
      events: ['payment.declined'],
    });
    const { payload } = await makeLaterEvent('payment.declined');
    await vi.waitFor(() => expect(rig.receiver.at('/later')).toHaveLength(1), PATIENCE);
    const [received] = rig.receiver.at('/later');
    expect(received?.body).toBe(payload);
    expect(received && accepts(received, endpoint.secret)).toBe(true);
  });

  it('delivers a type it does not know to whoever asked the next release for it', async () => {
    await makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}/unknown`, { events: [NEXT_EVENT_TYPE] });
    const { payload } = await makeLaterEvent(NEXT_EVENT_TYPE);
    await vi.waitFor(() => expect(rig.receiver.at('/unknown').map(({ body }) => body)).toEqual([payload]), PATIENCE);
  });

  it('keeps a type that nobody asked for on record', async () => {
    await rig.app.query('WITH gone AS (UPDATE webhook_endpoints SET deleted_at = now()) SELECT 1');
    const { id } = await makeLaterEvent(NEXT_EVENT_TYPE);
    await vi.waitFor(async () => expect(await outboxOf(id)).toBe('dispatched'), PATIENCE);
  });

  it('leaves nothing unaccounted for', async () => {
    await rig.stopWorkers();
    expect(await checkAll(rig.app, { graceSeconds: 0 })).toEqual([]);
  });
});
