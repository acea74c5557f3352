import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, ManagedProcess } from '@payments/testing';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { API_DIST, buildApi } from './testing/buildApi.fixture.ts';
import { Harness, paymentOf } from './testing/harness.fixture.ts';

let api: Harness;
let folder: string;
const processes: ManagedProcess[] = [];

beforeAll(async () => {
  await buildApi();
  api = await Harness.start();
  folder = mkdtempSync(join(tmpdir(), 'payments-api-'));
}, 90_000);
afterAll(async () => {
  await Promise.all(processes.map(each => each.stop('SIGKILL')));
  await api.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface RunningApi {
  process: ManagedProcess;
  url: string;
  metricsUrl: string;
}

async function startProcess(overrides: Record<string, string> = {}): Promise<RunningApi> {
  const [port, metricsPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const settings = api.settings();
  const started = new ManagedProcess({
    command: process.execPath,
    arguments: ['--import', '@payments/core/telemetry/register', join(API_DIST, 'main.js')],
    environment: {
      HOST: '127.0.0.1',
      PORT: String(port),
      METRICS_HOST: '127.0.0.1',
      METRICS_PORT: String(metricsPort),
      DATABASE_URL: settings.DATABASE_URL,
      REDIS_URL: inject('redisUrl'),
      ACQUIRER_URL: settings.ACQUIRER_URL,
      API_KEY_PEPPER: settings.API_KEY_PEPPER.toString('base64'),
      SEALING_KEY: settings.SEALING_KEY.toString('base64'),
      RATE_LIMIT_PER_SECOND: '100000',
      DRAIN_MS: '500',
      TRACES: 'stdout',
      ...overrides,
    },
    logFile: join(folder, `${port}.log`),
    isReady: async () => (await fetch(`${url}/health/ready`)).ok,
    readyWithinMs: 60_000,
  });
  processes.push(started);
  await started.start();
  return { process: started, url, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` };
}

function pay(url: string, key: string, overrides: Record<string, unknown> = {}): Promise<Response> {
  return fetch(`${url}/v1/payments`, {
    method: 'POST',
    headers: { authorization: `Bearer ${api.key.text}`, 'idempotency-key': key, 'content-type': 'application/json' },
    body: JSON.stringify(paymentOf(overrides)),
  });
}

const linesOf = ({ log }: ManagedProcess) =>
  log
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Record<string, unknown>);

describe('the API as a process', () => {
  it('can be followed by trace id, counted by route, and ends in order under load', async () => {
    const running = await startProcess();
    const answer = await pay(running.url, 'traced');
    expect(answer.status).toBe(201);
    const requestId = answer.headers.get('request-id');
    await sleep(400);
    const lines = linesOf(running.process);
    const log = lines.find(line => line.request_id === requestId);
    expect(log).toMatchObject({ msg: 'request', route: '/v1/payments', status: 201, api_key: api.key.id });
    const spans = lines.filter(line => line.kind === 'span' && line.trace_id === log?.trace_id);
    expect(spans.find(span => span.span_kind === 'server')).toMatchObject({ name: 'POST /v1/payments' });
    expect(spans.filter(span => String(span.name).startsWith('pg'))).not.toHaveLength(0);
    const [attempt] = await api.sql.query<{ traceparent: string }>('SELECT traceparent FROM charge_attempts LIMIT 1');
    expect(attempt?.traceparent).toContain(String(log?.trace_id));

    const metrics = await (await fetch(running.metricsUrl)).text();
    expect(metrics).toMatch(/payments_http_request_duration_seconds_count\{.*route="\/v1\/payments".*\} 1/);
    for (const gauge of [
      'outbox_oldest_age',
      'webhooks_dead',
      'charges_unknown',
      'ledger_imbalance',
      'pool_waiting',
      'event_loop_lag',
    ])
      expect(metrics).toMatch(new RegExp(`^payments_${gauge}\\S* [0-9.e-]+`, 'm'));
    expect(metrics).toMatch(/^payments_ledger_imbalance\S* 0$/m);

    const answers: number[] = [];
    const stopping = new AbortController();
    const clients = Array.from({ length: 4 }, async (_, client) => {
      for (let index = 0; !stopping.signal.aborted; index += 1) {
        const paid = await pay(running.url, `load-${client}-${index}`, { payment_method: 'tok_slow_50' }).catch(
          () => undefined,
        );
        // A connection that is refused was not accepted: safe to try elsewhere.
        if (!paid) return;
        answers.push(paid.status);
      }
    });
    await sleep(300);
    const ended = running.process.stop('SIGTERM');
    await sleep(100);
    expect((await fetch(`${running.url}/health/ready`)).status).toBe(503);
    expect(await ended).toBe(0);
    stopping.abort();
    await Promise.all(clients);
    expect(answers.length).toBeGreaterThan(4);
    expect(new Set(answers)).toEqual(new Set([201]));
    expect(running.process.log).toContain('"msg":"stopped"');
    expect(running.process.log).not.toContain(api.key.text);
  }, 60_000);

  it('killed around the acquirer’s answer leaves a key that another process finishes, with one charge', async () => {
    const first = await startProcess({ ACQUIRER_TIMEOUT_MS: '5000' });
    const lost = pay(first.url, 'killed', { payment_method: 'tok_slow_400', merchant_reference: 'killed' }).catch(
      () => 'lost',
    );
    await sleep(300);
    await first.process.stop('SIGKILL');
    expect(await lost).toBe('lost');
    await sleep(400);
    await api.sql.query(`UPDATE idempotency_keys SET locked_at = now() - interval '1 minute' WHERE state = 'running'`);
    const second = await startProcess();
    const retried = await pay(second.url, 'killed', { payment_method: 'tok_slow_400', merchant_reference: 'killed' });
    expect(retried.status).toBe(201);
    expect(await retried.json()).toMatchObject({ status: 'succeeded' });
    const [row] = await api.sql.query<{ id: string }>(`SELECT id FROM payments WHERE merchant_reference = 'killed'`);
    expect((await api.acquirer.log()).filter(({ payment }) => payment === row?.id)).toHaveLength(1);
    await second.process.stop();
  }, 60_000);

  it('says what is missing from its environment, and exits', async () => {
    const started = startProcess({ ACQUIRER_URL: '', SEALING_KEY: 'short' });
    await expect(started).rejects.toThrow(/ACQUIRER_URL is not set[\s\S]*SEALING_KEY: must be 32 bytes/);
  }, 30_000);
});
