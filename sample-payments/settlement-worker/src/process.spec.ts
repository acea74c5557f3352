import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { freePort, ManagedProcess } from '@payments/testing';
import { checkAll } from '@payments/core/checker';
import { buildWorker, WORKER_DIST } from './testing/buildWorker.fixture.ts';
import { deliveriesOf, makeEndpoint, makeEvent } from './testing/rows.fixture.ts';
import { WorkerRig } from './testing/WorkerRig.fixture.ts';

let rig: WorkerRig;
let folder: string;
const processes: ManagedProcess[] = [];

beforeAll(async () => {
  await buildWorker();
  rig = await WorkerRig.create();
  folder = mkdtempSync(join(tmpdir(), 'payments-worker-'));
}, 90_000);
afterEach(async () => {
  await Promise.all(processes.splice(0).map(each => each.stop('SIGKILL')));
  await rig.app.query('WITH gone AS (UPDATE webhook_endpoints SET deleted_at = now()) SELECT 1');
});
afterAll(async () => {
  await rig.dispose();
  rmSync(folder, { recursive: true, force: true });
});

async function startProcess(overrides: Record<string, string> = {}): Promise<ManagedProcess & { port: number }> {
  const port = await freePort();
  const started = new ManagedProcess({
    command: process.execPath,
    arguments: [join(WORKER_DIST, 'main.js')],
    environment: rig.environment({ PORT: String(port), LOG_LEVEL: 'debug', ...overrides }),
    logFile: join(folder, `${port}.log`),
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok,
    readyWithinMs: 60_000,
  });
  processes.push(started);
  await started.start();
  return Object.assign(started, { port });
}

const endpointAt = (path: string) => makeEndpoint(rig.app, rig.merchantId, `${rig.receiver.origin}${path}`);

const statesOf = async (endpointId: string) => (await deliveriesOf(rig.app, endpointId)).map(({ state }) => state);

describe('the worker as a process', () => {
  it('killed in the middle of a POST is followed by another that sends it again after the lease', async () => {
    const endpoint = await endpointAt('/hang/kill');
    const first = await startProcess({ WEBHOOK_TIMEOUT_MS: '10000' });
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(() => expect(rig.receiver.at('/hang/kill')).toHaveLength(1), 20_000);
    await first.stop('SIGKILL');
    rig.receiver.statusOf.set('/hang/kill', 204);
    const [claimed] = await rig.app.query<{ leased: boolean }>(
      'SELECT claimed_until > now() AS leased FROM webhook_deliveries WHERE endpoint_id = $1',
      [endpoint.id],
    );
    expect(claimed).toEqual({ leased: true });
    await startProcess();
    await rig.app.query(
      'WITH over AS (UPDATE webhook_deliveries SET claimed_until = now() WHERE endpoint_id = $1) SELECT 1',
      [endpoint.id],
    );
    await vi.waitFor(async () => expect(await statesOf(endpoint.id)).toEqual(['delivered']), 20_000);
    expect(rig.receiver.at('/hang/kill')).toHaveLength(2);
  }, 120_000);

  it('asked to end finishes the POST that is under way, and exits with 0', async () => {
    const endpoint = await endpointAt('/hang/drain');
    const worker = await startProcess({ WEBHOOK_TIMEOUT_MS: '3000' });
    await makeEvent(rig.app, rig.merchantId);
    await vi.waitFor(() => expect(rig.receiver.at('/hang/drain')).toHaveLength(1), 20_000);
    const exit = worker.stop('SIGTERM');
    await vi.waitFor(async () => {
      const { status } = await fetch(`http://127.0.0.1:${worker.port}/health/ready`);
      expect(status).toBe(503);
    }, 5_000);
    expect((await fetch(`http://127.0.0.1:${worker.port}/health/live`)).status).toBe(200);
    expect(await exit).toBe(0);
    const [attempt] = await rig.app.query(
      `SELECT attempt.failure FROM webhook_delivery_attempts attempt
       JOIN webhook_deliveries delivery ON delivery.id = attempt.delivery_id WHERE delivery.endpoint_id = $1`,
      [endpoint.id],
    );
    expect(attempt).toEqual({ failure: 'timeout' });
  }, 120_000);

  it('beside another one, of which one is killed again and again, delivers everything at least once', async () => {
    const endpoint = await endpointAt('/many');
    await startProcess();
    for (let round = 0; round < 3; round += 1) {
      const victim = await startProcess();
      for (let count = 0; count < 100; count += 1) await makeEvent(rig.app, rig.merchantId);
      await victim.stop('SIGKILL');
    }
    await rig.app.query(
      `WITH over AS (UPDATE webhook_deliveries SET claimed_until = now() WHERE claimed_until IS NOT NULL) SELECT 1`,
    );
    await vi.waitFor(
      async () => {
        const states = await statesOf(endpoint.id);
        expect(states).toHaveLength(300);
        expect(new Set(states)).toEqual(new Set(['delivered']));
      },
      { timeout: 60_000, interval: 100 },
    );
    const ids = new Set(rig.receiver.at('/many').map(({ headers }) => headers['webhook-id']));
    expect(ids.size).toBe(300);
    expect(await checkAll(rig.app, { graceSeconds: 0 })).toEqual([]);
  }, 180_000);

  it('links its spans to the request that caused the event, logs their ids, measures backlogs, tells no secret', async () => {
    const endpoint = await endpointAt('/500/traced');
    const metricsPort = await freePort();
    const worker = await startProcess({
      TRACES: 'stdout',
      METRICS_HOST: '127.0.0.1',
      METRICS_PORT: String(metricsPort),
    });
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const eventId = await makeEvent(rig.app, rig.merchantId);
    await rig.app.query('WITH traced AS (UPDATE outbox_events SET traceparent = $2 WHERE id = $1) SELECT 1', [
      eventId,
      `00-${traceId}-b7ad6b7169203331-01`,
    ]);
    await vi.waitFor(async () => expect((await deliveriesOf(rig.app, endpoint.id))[0]?.attempts).toBe(1), 20_000);
    const metrics = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
    for (const line of [
      /payments_webhooks_attempts_total\{.*outcome="retry".*\} 1/,
      /payments_webhooks_waiting(\{.*\})? 1/,
      /payments_outbox_due(\{.*\})? 0/,
      /payments_queue_depth(\{.*\})? \d/,
    ])
      expect(metrics).toMatch(line);
    await worker.stop('SIGTERM');
    const lines = worker.log
      .split('\n')
      .filter(line => line.startsWith('{'))
      .map(line => JSON.parse(line) as Record<string, unknown>);
    const span = lines.find(line => line.name === 'webhook.deliver');
    const log = lines.find(line => line.msg === 'webhook not delivered');
    expect(log?.trace_id).toBe(span?.trace_id);
    expect(span).toMatchObject({ links: [{ trace_id: traceId }], status: 'error' });
    expect(await checkAll(rig.app, { texts: [{ name: 'worker.log', text: worker.log }] })).toEqual([]);
  }, 120_000);

  it('says which settings are missing, and exits with 1', async () => {
    await expect(startProcess({ DATABASE_URL: '', SEALING_KEY: 'short' })).rejects.toThrow(
      /DATABASE_URL is not set[^]*SEALING_KEY: must be 32 bytes/,
    );
  }, 60_000);
});
