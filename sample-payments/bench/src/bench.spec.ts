import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import { CREATE_PAYMENT } from '../../payments-api/src/payments/createPayment.sql.ts';
import { Harness } from '../../payments-api/src/testing/harness.fixture.ts';
import type { Measurements } from './measure.ts';
import { parseOptions } from './options.ts';
import { pgbench } from './pgbench.ts';
import { toPgbenchScript } from './pgbenchScript.ts';
import { readParameters } from './readParameters.ts';
import { toReport, toText } from './report.ts';
import { paymentBody } from './samplePayment.ts';
import { median, percentile } from './statistics.ts';
import { drained } from './watchOutbox.ts';

vi.setConfig({ testTimeout: 60_000 });

describe('pgbench', () => {
  let api: Harness;
  let folder: string;
  beforeAll(async () => {
    api = await Harness.start({ CHARGES: 'deferred' });
    folder = mkdtempSync(join(tmpdir(), 'payments-bench-'));
  });
  /** Ends with the checker, also on the rows that pgbench wrote. */
  afterAll(async () => {
    await api.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('writes the rows that the API writes, of the same size', async () => {
    const made = await api.post('/v1/payments', JSON.parse(paymentBody(10_000, 'order-0a1b2c3d-10000')));
    expect(made).toMatchObject({ status: 201, body: { status: 'processing' } });
    const client = new Client({ connectionString: api.database.url('payments_app') });
    await client.connect();
    const script = await toPgbenchScript(client, CREATE_PAYMENT, await readParameters(api.sql, api.key.id));
    await client.end();
    const postgres = { port: inject('postgresPort'), folder };
    const { transactions, perSecond } = await pgbench({
      postgres,
      database: api.database.name,
      script,
      clients: 2,
      seconds: 1,
    });
    expect(transactions).toBeGreaterThan(1);
    expect(perSecond).toBeGreaterThan(1);
    const rows = await api.sql.query<Sizes>(SIZES);
    expect(rows).toHaveLength(transactions + 1);
    const [own] = rows;
    const isOdd = (row: Sizes) =>
      Object.entries(row).some(([table, size]) => !(Math.abs(size - (own?.[table] ?? 0)) <= 8));
    expect(rows.filter(isOdd)).toEqual([]);
  });
});

type Sizes = Record<string, number>;

/** Of each row that a payment makes; text differs by a few characters where it holds a number. */
const SIZES = `
  SELECT pg_column_size(payment.*) AS payment, pg_column_size(told.*) AS told, pg_column_size(event.*) AS event,
    pg_column_size(attempt.*) AS attempt, pg_column_size(answer.*) AS answer
  FROM payments payment
  JOIN payment_events told ON told.payment_id = payment.id
  JOIN outbox_events event ON event.payment_id = payment.id
  JOIN charge_attempts attempt ON attempt.payment_id = payment.id
  JOIN idempotency_keys answer ON answer.subject_id = payment.id
  ORDER BY payment.created_at`;

describe('statistics', () => {
  it.each([
    ['one', [3], 3],
    ['an odd count', [9, 1, 4], 4],
    ['an even count', [1, 2, 10, 4], 3],
  ])('know the median of %s', (_, values, middle) => expect(median(values)).toBe(middle));

  it('know a percentile by nearest rank', () => {
    const values = Array.from({ length: 200 }, (_, index) => 200 - index);
    expect([percentile(values, 0.5), percentile(values, 0.99), percentile(values, 1)]).toEqual([100, 198, 200]);
  });

  it('refuse to speak of nothing', () => {
    expect(() => median([])).toThrow(/no median/);
    expect(() => percentile([], 0.5)).toThrow(/no percentile/);
  });
});

describe('drained', () => {
  const samples = (...waiting: number[]) => waiting.map(each => ({ waiting: each, oldestMs: 100 }));

  it.each([
    ['a backlog that stays small', samples(0, 40, 20, 30, 10, 40), true],
    ['one that grows by less than a second’s events', samples(0, 40, 20, 100, 120, 130), true],
    ['one that grows', samples(0, 40, 80, 120, 160, 200), false],
    ['one old event', [...samples(0, 1, 1), { waiting: 1, oldestMs: 6_000 }], false],
    ['too few looks', samples(0, 0, 0), false],
  ])('says of %s: %s', (_, seen, verdict) => expect(drained(seen, 100)).toBe(verdict));
});

describe('the report', () => {
  const measured = (overrides: Partial<Measurements> = {}): Measurements => ({
    options: parseOptions([]),
    machine: { system: 'x', cores: 2, processor: 'p', memoryGigabytes: 8, node: 'v22', postgres: '15', redis: '7' },
    loadBefore: 0.1,
    rounds: [0.3, 0.5, 0.45].map(ratio => ({
      paymentsPerSecond: ratio * 1_000,
      pgbenchPerSecond: 1_000,
      apiCpuMs: 1,
      driverShare: 0.1,
    })),
    half: { p50Ms: 3, p99Ms: 12.345, perSecond: 225, lateShare: 0 },
    drain: {
      drains: true,
      mostWaiting: 10,
      oldestMs: 50,
      eventsPerSecond: 400,
      deliveriesPerSecond: 100,
      workerMegabytes: 120,
    },
    apiMegabytes: 150,
    traceExports: 5,
    violations: [],
    ...overrides,
  });
  const finding = { invariant: 'I2', rule: 'charged_at_most_once', subject: 'pay_1' } as const;

  it('begins with the fields that others read, in their order', () =>
    expect(Object.entries(toReport(measured())).slice(0, 9)).toEqual([
      ['ratio', 0.45],
      ['ratioSpread', [0.3, 0.5]],
      ['paymentsPerSecond', 450],
      ['pgbenchPerSecond', 1000],
      ['p50HalfLoadMs', 3],
      ['p99HalfLoadMs', 12.35],
      ['outboxDrains', true],
      ['checker', 'clean'],
      ['violations', 0],
    ]));

  it('withholds every score when the checker found something', () => {
    const report = toReport(measured({ violations: [finding] }));
    expect(report).toMatchObject({ checker: 'violations', violations: 1, findings: [finding], measurements: null });
    for (const field of ['ratio', 'ratioSpread', 'paymentsPerSecond', 'pgbenchPerSecond', 'outboxDrains'] as const)
      expect(report[field]).toBeNull();
    expect(toText(report)).toBe('The checker found 1 violations: no score.\n  I2 charged_at_most_once pay_1');
  });

  it('says which bars were missed', () => {
    const { rounds, half, drain } = measured();
    const missed = toReport(
      measured({
        rounds: rounds.slice(0, 1),
        half: { ...half, p99Ms: 60 },
        drain: { ...drain, drains: false, workerMegabytes: 160 },
        apiMegabytes: 210,
      }),
    ).missed;
    expect(missed).toHaveLength(5);
    expect(toReport(measured()).missed).toEqual([]);
  });

  it('says why it is not to be believed', () => {
    const { half } = measured();
    const doubtful = measured({ loadBefore: 3, half: { ...half, lateShare: 0.2 }, traceExports: 0 });
    expect(toReport(doubtful).notes).toHaveLength(3);
    expect(toReport(measured()).notes).toEqual([]);
  });
});

describe('the command line', () => {
  it.each([
    ['--rounds', '0'],
    ['--seconds', 'many'],
  ])('refuses %s %s', (...args) => expect(() => parseOptions(args)).toThrow(args[0]));
});
