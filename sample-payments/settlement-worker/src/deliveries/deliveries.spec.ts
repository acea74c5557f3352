import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkAll } from '@payments/core/checker';
import { publicId } from '@payments/core/identifiers';
import { MAXIMUM_ATTEMPTS, makeWebhookSecret } from '@payments/core/webhooks';
import { accepts } from '../testing/Receiver.fixture.ts';
import { deliveriesOf, makeDue, makeEndpoint, makeEvent, sealedFor } from '../testing/rows.fixture.ts';
import { WorkerRig } from '../testing/WorkerRig.fixture.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Waits end when what they wait for is there; this is for a busy machine. */
const PATIENCE = 20_000;

let rig: WorkerRig;

beforeAll(async () => {
  rig = await WorkerRig.create();
  await rig.startWorker({ WEBHOOK_TIMEOUT_MS: '1500' });
});
afterAll(() => rig.dispose());

/** An endpoint for one case, which removes it at its end: all share a merchant, and so its events. */
async function endpointAt(path: string, overrides: Record<string, unknown> = {}) {
  const endpoint = await makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}${path}`, overrides);
  return {
    ...endpoint,
    path,
    received: () => rig.receiver.at(path),
    deliveries: () => deliveriesOf(rig.app, endpoint.id),
    makeDue: () => makeDue(rig.app, endpoint.id),
    remove: () =>
      rig.app.query('WITH gone AS (UPDATE webhook_endpoints SET deleted_at = now() WHERE id = $1) SELECT 1', [
        endpoint.id,
      ]),
  };
}

const attemptsOf = (endpointId: string) =>
  rig.app.query<{ status: number | null; failure: string | null }>(
    `SELECT attempt.http_status AS status, attempt.failure FROM webhook_delivery_attempts attempt
     JOIN webhook_deliveries delivery ON delivery.id = attempt.delivery_id
     WHERE delivery.endpoint_id = $1 ORDER BY attempt.started_at`,
    [endpointId],
  );

describe('a delivery', () => {
  it('arrives once, exactly as stored, signed with every secret in force', async () => {
    const previous = makeWebhookSecret();
    const endpoint = await endpointAt('/signed');
    await rig.app.query(
      `WITH rolled AS (UPDATE webhook_endpoints SET previous_secret_sealed = $2,
         previous_secret_expires_at = now() + interval '1 day' WHERE id = $1) SELECT 1`,
      [endpoint.id, sealedFor(endpoint.id, previous)],
    );
    const eventId = await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => expect(await endpoint.deliveries()).toMatchObject([{ state: 'delivered' }]), PATIENCE);
    const [received, ...more] = endpoint.received();
    expect(more).toEqual([]);
    const [event] = await rig.app.query<{ payload: string; state: string }>(
      'SELECT payload, state FROM outbox_events WHERE id = $1',
      [eventId],
    );
    expect(received).toMatchObject({
      body: event?.payload,
      headers: { 'webhook-id': publicId('event', eventId), 'user-agent': 'Payments-Webhooks/1.0' },
    });
    expect(event?.state).toBe('dispatched');
    for (const secret of [endpoint.secret, previous]) expect(received && accepts(received, secret)).toBe(true);
    expect(await attemptsOf(endpoint.id)).toEqual([{ status: 204, failure: null }]);
    await endpoint.remove();
  });

  it.each([
    ['a 500', '/500', 500, null],
    ['an answer that never comes', '/hang', null, 'timeout'],
    ['a redirect, which is not followed', '/redirect', 301, 'redirect'],
  ])('is tried again 5 s after %s', async (_, path, status, failure) => {
    const endpoint = await endpointAt(path);
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => expect(await attemptsOf(endpoint.id)).toEqual([{ status, failure }]), PATIENCE);
    const [delivery] = await endpoint.deliveries();
    expect(delivery).toMatchObject({ state: 'waiting', attempts: 1 });
    expect(delivery?.waitMs).toBeGreaterThan(0);
    expect(delivery?.waitMs).toBeLessThanOrEqual(5_000);
    rig.receiver.statusOf.set(path, 200);
    await endpoint.makeDue();
    await vi.waitFor(async () => expect(await endpoint.deliveries()).toMatchObject([{ state: 'delivered' }]), PATIENCE);
    expect(rig.receiver.at('/target')).toEqual([]);
    await endpoint.remove();
  });

  it('counts as received when the answer is endless: its body is cut off', async () => {
    const endpoint = await endpointAt('/huge');
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => expect(await endpoint.deliveries()).toMatchObject([{ state: 'delivered' }]), PATIENCE);
    await endpoint.remove();
  });

  it('fails by its kind when there is no TLS, and when nobody listens', async () => {
    const junk = await endpointAt('', { url: `https://127.0.0.1:${rig.receiver.port}/` });
    const closed = await endpointAt('', { url: 'http://127.0.0.1:1/' });
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => {
      expect(await attemptsOf(junk.id)).toEqual([{ status: null, failure: 'tls' }]);
      expect(await attemptsOf(closed.id)).toEqual([{ status: null, failure: 'connection' }]);
    }, PATIENCE);
    await Promise.all([junk.remove(), closed.remove()]);
  });

  it('to a receiver that answers 410 ends it, turns the endpoint off and ends what waits', async () => {
    const endpoint = await endpointAt('/500/then-gone');
    for (let count = 0; count < 3; count += 1) await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => expect(await attemptsOf(endpoint.id)).toHaveLength(3), PATIENCE);
    rig.receiver.statusOf.set('/500/then-gone', 410);
    const [first] = await endpoint.deliveries();
    await rig.app.query(`WITH due AS (UPDATE webhook_deliveries SET next_attempt_at = now() WHERE id = $1) SELECT 1`, [
      first?.id,
    ]);
    await vi.waitFor(async () => {
      const reasons = (await endpoint.deliveries()).map(({ reason }) => reason);
      expect(reasons).toEqual(['gone', 'endpoint_disabled', 'endpoint_disabled']);
    }, PATIENCE);
    const [row] = await rig.app.query('SELECT enabled, disabled_reason FROM webhook_endpoints WHERE id = $1', [
      endpoint.id,
    ]);
    expect(row).toEqual({ enabled: false, disabled_reason: 'gone' });
  });

  it('is dead after its last attempt, and goes out again when it is resent', async () => {
    const endpoint = await endpointAt('/500/exhausted');
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => expect(await attemptsOf(endpoint.id)).toHaveLength(1), PATIENCE);
    await rig.app.query(
      `WITH aged AS (UPDATE webhook_deliveries SET attempts = $2, attempts_since_resend = $2, next_attempt_at = now()
         WHERE endpoint_id = $1) SELECT 1`,
      [endpoint.id, MAXIMUM_ATTEMPTS - 1],
    );
    await vi.waitFor(
      async () => expect(await endpoint.deliveries()).toMatchObject([{ state: 'dead', reason: 'exhausted' }]),
      PATIENCE,
    );
    rig.receiver.statusOf.set('/500/exhausted', 200);
    await rig.app.query(
      `WITH resent AS (UPDATE webhook_deliveries SET state = 'waiting', attempts_since_resend = 0, dead_reason = NULL,
         closed_at = NULL, next_attempt_at = now() WHERE endpoint_id = $1) SELECT 1`,
      [endpoint.id],
    );
    await vi.waitFor(
      async () =>
        expect(await endpoint.deliveries()).toMatchObject([{ state: 'delivered', attempts: MAXIMUM_ATTEMPTS + 1 }]),
      PATIENCE,
    );
    await endpoint.remove();
  });
});

describe('the breaker', () => {
  it('opens after five failures, holds everything back, and closes after a probe that arrives', async () => {
    const endpoint = await endpointAt('/500/breaker');
    for (let count = 0; count < 8; count += 1) await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(async () => {
      const [row] = await rig.app.query<{ open: boolean }>(
        'SELECT consecutive_failures >= 5 AND paused_until > now() AS open FROM webhook_endpoints WHERE id = $1',
        [endpoint.id],
      );
      expect(row?.open).toBe(true);
      const waits = (await endpoint.deliveries()).map(({ waitMs }) => waitMs ?? 0);
      expect(Math.min(...waits)).toBeGreaterThan(0);
    }, PATIENCE);
    const before = endpoint.received().length;
    expect(before).toBeLessThanOrEqual(8);
    // One probe fails, and the rest is held back again.
    await endpoint.makeDue();
    await vi.waitFor(() => expect(endpoint.received()).toHaveLength(before + 1), PATIENCE);
    await vi.waitFor(async () => {
      const waits = (await endpoint.deliveries()).map(({ waitMs }) => waitMs ?? 0);
      expect(Math.min(...waits)).toBeGreaterThan(0);
    }, PATIENCE);
    expect(endpoint.received()).toHaveLength(before + 1);
    rig.receiver.statusOf.set('/500/breaker', 200);
    await endpoint.makeDue();
    await vi.waitFor(async () => {
      const states = (await endpoint.deliveries()).map(({ state }) => state);
      expect(new Set(states)).toEqual(new Set(['delivered']));
    }, PATIENCE);
    await endpoint.remove();
  });
});

describe('a poison endpoint', () => {
  it('that hangs on a long backlog does not delay a healthy one', async () => {
    const poison = await endpointAt('/hang/poison');
    const healthy = await endpointAt('/healthy');
    for (let count = 0; count < 60; count += 1) await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(
      async () => {
        const states = (await healthy.deliveries()).map(({ state }) => state);
        expect(states).toEqual(Array.from({ length: 60 }, () => 'delivered'));
      },
      { timeout: 20_000, interval: 20 },
    );
    const [worst] = await rig.app.query<{ ms: number }>(
      `SELECT max(extract(epoch FROM closed_at - created_at) * 1000)::integer AS ms FROM webhook_deliveries WHERE endpoint_id = $1`,
      [healthy.id],
    );
    expect(worst?.ms).toBeLessThan(10_000);
    expect(poison.received().length).toBeLessThan(30);
    await poison.remove();
    await healthy.remove();
  });
});

it('goes on after it lost all its connections to Postgres', async () => {
  const endpoint = await endpointAt('/reconnected');
  await rig.database.plant(
    'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()',
  );
  await vi.waitFor(() => makeEvent(rig.app, rig.merchantId), PATIENCE);
  await vi.waitFor(async () => expect(await endpoint.deliveries()).toMatchObject([{ state: 'delivered' }]), PATIENCE);
  await endpoint.remove();
});

it('leaves nothing unaccounted for', async () => {
  await vi.waitFor(async () => expect(await checkAll(rig.app, { graceSeconds: 0 })).toEqual([]), PATIENCE);
});
