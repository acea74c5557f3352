import { once } from 'node:events';
import { ENDPOINTS, EXPORT_COLUMNS } from '@payments/core/dashboard-contract';
import { formatUuid } from '@payments/core/identifiers';
import { makePayment } from '@payments/testing';
import { parse } from 'csv-parse/sync';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { PaymentsRepository } from '../../payments/PaymentsRepository.ts';
import { Browser } from '../../testing/Browser.fixture.ts';
import { Harness } from '../../testing/harness.fixture.ts';
import { removePlanted } from '../../testing/removePlanted.fixture.ts';
import { SessionsService } from '../session/SessionsService.ts';
import { PaymentExport } from './PaymentExport.ts';

const PATH = ENDPOINTS.exportPayments.path;
const MANY = 5_000;

let api: Harness;
let viewer: Browser;
beforeAll(async () => {
  api = await Harness.start();
  viewer = await Browser.of(api, 'viewer');
  const ids = Array.from({ length: MANY }, (_, index) =>
    formatUuid(Date.now() - MANY + index, 0, Buffer.alloc(8, index)),
  );
  await api.sql.query(
    `WITH made AS (
       INSERT INTO payments (id, merchant_id, live, status, amount, currency, capture_method, payment_method, description)
       SELECT id, $2, false, 'requires_confirmation', number, 'CLF', 'automatic', 'tok_many', 'Many'
       FROM unnest($1::uuid[]) WITH ORDINALITY AS row (id, number) RETURNING id
     ) INSERT INTO payment_events (payment_id, version, type, to_status, actor)
       SELECT id, 1, 'created', 'requires_confirmation', 'system:spec' FROM made`,
    [ids, api.merchantId],
  );
}, 60_000);
afterAll(async () => {
  await removePlanted(api);
  await api.stop();
});
afterEach(() => vi.restoreAllMocks());

type Cells = Record<(typeof EXPORT_COLUMNS)[number], string>;
const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as Cells[];

describe('the export', () => {
  it('is UTF-8 text for spreadsheets, as an attachment, with one header row', async () => {
    const payment = await api.pay({ amount: 1_050, currency: 'KWD', description: 'Kaffee "extra", grün\n珈琲' });
    const { status, headers, text } = await viewer.get(`${PATH}?currency=KWD`);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="payments-test-\d{4}-\d\d-\d\d\.csv"$/);
    expect(headers['cache-control']).toBe('no-store');
    expect(text.startsWith(`\uFEFF${EXPORT_COLUMNS.join(',')}\r\n`)).toBe(true);
    expect(rowsOf(text)).toEqual([
      {
        id: payment.id,
        created_at: payment.created_at,
        status: 'succeeded',
        currency: 'KWD',
        amount: '1.050',
        amount_captured: '1.050',
        amount_refunded: '0.000',
        capture_method: 'automatic',
        payment_method: 'tok_visa',
        merchant_reference: '',
        description: 'Kaffee "extra", grün\n珈琲',
        error_code: '',
        decline_code: '',
        live: 'false',
      },
    ]);
  });

  it.each([
    ['JPY', 1_050, '1050'],
    ['USD', 5, '0.05'],
    ['CLP', 9_007_199_254_740_991, '9007199254740991'],
  ])('writes amounts of %s with its decimals', async (currency, amount, written) => {
    await makePayment(api.sql, api.merchantId, { currency, amount });
    const rows = rowsOf((await viewer.get(`${PATH}?currency=${currency}`)).text);
    expect(rows.map(row => row.amount)).toEqual([written]);
  });

  it.each([
    ['=HYPERLINK("https://evil.example";"Click")'],
    ['=1+1'],
    ['+1'],
    ['-1'],
    ['@SUM(A1:A9)'],
    ['\t=1+1'],
    ['\r=1+1'],
    ['\n=1+1'],
    ['＝1+1'],
  ])('does not let %j run as a formula', async dangerous => {
    const marker = `f${Math.random().toString(36).slice(2)}`;
    const texts = { description: `${dangerous} ${marker}`, merchant_reference: `${dangerous} ${marker}` };
    await makePayment(api.sql, api.merchantId, texts);
    const [row] = rowsOf((await viewer.get(`${PATH}?q=${marker}`)).text);
    expect(row).toMatchObject({
      description: `'${texts.description}`,
      merchant_reference: `'${texts.merchant_reference}`,
    });
  });

  it('leaves text that is no formula as it is', async () => {
    await makePayment(api.sql, api.merchantId, { description: 'a=b, 1-2, x@y.example' });
    expect((await viewer.get(`${PATH}?q=x@y.example`)).text).toContain('"a=b, 1-2, x@y.example"');
  });

  it('holds the same payments as the list with the same filter', async () => {
    const filter = 'currency=CLF&amount_from=10&amount_to=20';
    const list = (await viewer.get(`${ENDPOINTS.listPayments.path}?${filter}`)).body.data as { id: string }[];
    const rows = rowsOf((await viewer.get(`${PATH}?${filter}&status=requires_confirmation,succeeded`)).text);
    expect(list.length).toBeGreaterThan(0);
    const all = (await viewer.get(`${ENDPOINTS.listPayments.path}?${filter}&limit=100`)).body.data as { id: string }[];
    expect(rows.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
  });

  it('holds each of 5,000 payments once', async () => {
    const { text } = await viewer.get(`${PATH}?currency=CLF`);
    const rows = rowsOf(text);
    expect(rows).toHaveLength(MANY);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(MANY);
    // 1 to 5,000 ten-thousandths.
    const sum = rows.reduce((total, { amount }) => total + BigInt(amount.replace('.', '')), 0n);
    expect(sum).toBe((BigInt(MANY) * BigInt(MANY + 1)) / 2n);
  });

  it('of a filter that matches nothing has its header', async () => {
    expect((await viewer.get(`${PATH}?currency=XOF`)).text).toBe(`\uFEFF${EXPORT_COLUMNS.join(',')}\r\n`);
  });

  it('is audited with its filter', async () => {
    await viewer.get(`${PATH}?currency=SEK`);
    const [row] = await api.sql.query<{ actor: string; after: unknown }>(
      `SELECT actor, after FROM audit_log WHERE action = 'payments.exported' ORDER BY sequence DESC LIMIT 1`,
    );
    expect(row?.actor).toMatch(/^user:/);
    expect(row?.after).toEqual({ live: false, filters: { currency: 'SEK' } });
  });

  it.each([['limit=10'], ['starting_after=pay_1'], ['status=paid']])('refuses %s', async query => {
    expect(await viewer.get(`${PATH}?${query}`)).toMatchObject({ status: 400 });
  });
});

describe('the stream of an export', () => {
  async function start() {
    const list = vi.spyOn(api.app.get(PaymentsRepository), 'list');
    const token = viewer.cookies.get('payments_session')?.value ?? '';
    const session = await api.app.get(SessionsService).find(token);
    if (!session) throw new Error('Nobody is signed in.');
    const stream = await api.app.get(PaymentExport).stream(session, { currency: 'CLF' }, 'req_spec');
    await once(stream, 'readable');
    return { stream, batches: () => list.mock.calls.length };
  }

  /** As many trips to the database as reading everything would take twice. */
  async function giveTime(): Promise<void> {
    for (let trip = 0; trip < (MANY / 500) * 2; trip += 1) await api.sql.query('SELECT 1');
  }

  it('reads on only as fast as it is taken', async () => {
    const { stream, batches } = await start();
    await giveTime();
    expect(batches()).toBeLessThanOrEqual(2);
    let bytes = 0;
    for await (const chunk of stream) bytes += (chunk as Buffer).length;
    expect(bytes).toBeGreaterThan(MANY * 100);
    expect(batches()).toBe(MANY / 500);
  });

  it('ends with its reader', async () => {
    const { stream, batches } = await start();
    stream.destroy();
    await once(stream, 'close');
    await giveTime();
    expect(batches()).toBeLessThanOrEqual(2);
    expect(api.logs.join('')).not.toContain('export broke off');
  });

  it('breaks off when the database does, so that nobody takes a part for the whole', async () => {
    await api.app.listen(0, '127.0.0.1');
    const cookie = `payments_session=${viewer.cookies.get('payments_session')?.value}`;
    const whole = await fetch(`${await api.app.getUrl()}${PATH}?currency=CLF`, { headers: { cookie } });
    expect(rowsOf(await whole.text())).toHaveLength(MANY);

    const repository = api.app.get(PaymentsRepository);
    const list = repository.list.bind(repository);
    const failing = vi.spyOn(repository, 'list').mockImplementationOnce(list);
    failing.mockRejectedValueOnce(new Error('The database is away.'));
    const part = await fetch(`${await api.app.getUrl()}${PATH}?currency=CLF`, { headers: { cookie } });
    expect(part.status).toBe(200);
    await expect(part.text()).rejects.toThrow('terminated');
    expect(api.logs.join('')).toContain('export broke off');
  });
});
