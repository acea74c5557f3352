import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { deliveriesOf, makeEndpoint, makeEvent } from '../testing/rows.fixture.ts';
import { WorkerRig } from '../testing/WorkerRig.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Waits end when what they wait for is there; this is for a busy machine. */
const PATIENCE = 20_000;

let rig: WorkerRig;

beforeAll(async () => {
  rig = await WorkerRig.create();
  const allowed = `127.0.0.1:${rig.receiver.port}`;
  await rig.startWorker({ WEBHOOK_ALLOW_LOOPBACK: 'false', WEBHOOK_ALLOWED_HOSTS: allowed });
});
afterAll(() => rig.dispose());

it('a worker delivers to a host that its settings allow, and to no other name of the same address', async () => {
  const allowed = await makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}/allowed`);
  const other = await makeEndpoint(rig.app, rig.merchantId, `http://localhost:${rig.receiver.port}/other`);
  await makeEvent(rig.app, rig.merchantId);
  const failures = () =>
    rig.app.query(
      `SELECT DISTINCT attempt.failure FROM webhook_delivery_attempts attempt
       JOIN webhook_deliveries delivery ON delivery.id = attempt.delivery_id WHERE delivery.endpoint_id = $1`,
      [other.id],
    );
  await vi.waitFor(async () => {
    expect(await deliveriesOf(rig.app, allowed.id)).toMatchObject([{ state: 'delivered', attempts: 1 }]);
    expect(await failures()).toEqual([{ failure: 'blocked_address' }]);
  }, PATIENCE);
  expect(rig.receiver.received.map(({ path }) => path)).toEqual(['/allowed']);
});
