import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AcquirerClient, AcquirerRefusedError, type ChargeRequest } from '@payments/core/acquirer';
import { chargedTwice } from '@payments/core/checker';
import { newUuid } from '@payments/core/identifiers';
import { AcquirerProcess } from '@payments/testing';
import { Journal } from './Journal.ts';

let acquirer: AcquirerProcess;
let client: AcquirerClient;

beforeAll(async () => {
  acquirer = await AcquirerProcess.start();
  client = new AcquirerClient({ url: acquirer.url, timeoutMs: 2_000 });
});
afterEach(() => acquirer.setFaults({}));
afterAll(() => acquirer.dispose());

const charge = (overrides: Partial<ChargeRequest> = {}): ChargeRequest => ({
  reference: newUuid(),
  payment: newUuid(),
  token: 'tok_visa',
  capture: true,
  amount: 1000n,
  currency: 'USD',
  ...overrides,
});
const about = ({ reference, payment, currency }: ChargeRequest, amount: bigint) => ({
  reference: newUuid(),
  payment,
  charge: reference,
  currency,
  amount,
});
const timesCharged = async ({ payment }: ChargeRequest) =>
  (await acquirer.log()).filter(entry => entry.payment === payment && entry.outcome === 'approved').length;

describe('charges', () => {
  it('are approved, and found again by reference', async () => {
    const request = charge();
    const result = await client.charge(request);
    expect(result).toMatchObject({ outcome: 'approved' });
    expect(await client.inquire(request.reference)).toEqual(result);
  });

  it('are declined as the token says', async () =>
    expect(await client.charge(charge({ token: 'tok_decline_insufficient_funds' }))).toEqual({
      outcome: 'declined',
      declineCode: 'insufficient_funds',
    }));

  it('asked 20 times at once with one reference are made once', async () => {
    const request = charge();
    const results = await Promise.all(Array.from({ length: 20 }, () => client.charge(request)));
    expect(new Set(results.map(result => JSON.stringify(result))).size).toBe(1);
    expect(await timesCharged(request)).toBe(1);
  });

  it('with a used reference and another amount are refused', async () => {
    const request = charge();
    await client.charge(request);
    await expect(client.charge({ ...request, amount: 1001n })).rejects.toThrow(AcquirerRefusedError);
  });

  it('never seen are not found', async () => expect(await client.inquire(newUuid())).toEqual({ outcome: 'not_found' }));

  it('that need the customer are decided by the customer', async () => {
    const request = charge({ token: 'tok_action' });
    const result = await client.charge(request);
    expect(result).toMatchObject({ outcome: 'requires_action' });
    if (result.outcome !== 'requires_action') return;
    expect(await (await fetch(result.redirectUrl)).text()).toContain('USD&nbsp;10.00'.replace('&nbsp;', '\u00a0'));
    await fetch(`${result.redirectUrl}/approve`, { method: 'POST' });
    await fetch(`${result.redirectUrl}/decline`, { method: 'POST' });
    expect(await client.inquire(request.reference)).toMatchObject({ outcome: 'approved' });
  });
});

describe('a charge that waits for its customer', () => {
  it('is ended by a void: the customer can no longer approve it', async () => {
    const request = charge({ token: 'tok_action' });
    const result = await client.charge(request);
    expect(await client.void(about(request, 1000n))).toMatchObject({ outcome: 'approved' });
    if (result.outcome === 'requires_action') await fetch(`${result.redirectUrl}/approve`, { method: 'POST' });
    expect(await client.inquire(request.reference)).toEqual({ outcome: 'declined', declineCode: 'voided' });
  });

  it('is not voided once the customer approved it: it is paid', async () => {
    const request = charge({ token: 'tok_action' });
    const result = await client.charge(request);
    if (result.outcome === 'requires_action') await fetch(`${result.redirectUrl}/approve`, { method: 'POST' });
    expect(await client.void(about(request, 1000n))).toEqual({ outcome: 'declined', declineCode: 'already_captured' });
  });
});

describe('faults', () => {
  it.each([
    ['tok_hang_after', 'timeout', 1],
    ['tok_hang_before', 'timeout', 0],
    ['tok_error_after', 'server_error', 1],
    ['tok_error_before', 'server_error', 0],
  ])(
    '%s leaves the outcome unknown (%s), with %d charges made, and a retry charges once in all',
    async (token, reason, made) => {
      const request = charge({ token });
      expect(await client.charge(request)).toEqual({ outcome: 'unknown', reason });
      expect(await timesCharged(request)).toBe(made);
      expect(await client.inquire(request.reference)).toMatchObject({ outcome: made ? 'approved' : 'not_found' });
      expect(await client.charge(request)).toMatchObject({ outcome: 'approved' });
      expect(await timesCharged(request)).toBe(1);
    },
  );

  it('a duplicate answer is the answer', async () =>
    expect(await client.charge(charge({ token: 'tok_duplicate' }))).toMatchObject({ outcome: 'approved' }));

  it('by share hit the same references for the same seed', async () => {
    const requests = Array.from({ length: 40 }, () => charge());
    const codes = async () => {
      await acquirer.setFaults({ seed: '7', decline: 0.5 });
      return (await Promise.all(requests.map(request => client.charge(request)))).map(result => result.outcome);
    };
    const first = await codes();
    expect(new Set(first)).toEqual(new Set(['approved', 'declined']));
    expect(await codes()).toEqual(first);
  });

  it('of inquiries are unknown too', async () => {
    await acquirer.setFaults({ inquiryError: 1 });
    expect(await client.inquire(newUuid())).toEqual({ outcome: 'unknown', reason: 'server_error' });
  });

  it('nobody listening leaves the outcome unknown', async () => {
    const nobody = new AcquirerClient({ url: 'http://127.0.0.1:9', timeoutMs: 400 });
    expect(await nobody.charge(charge())).toEqual({ outcome: 'unknown', reason: 'connection' });
  });
});

describe('follow-ups', () => {
  it('capture what was held, once', async () => {
    const held = charge({ capture: false });
    await client.charge(held);
    expect(await client.capture(about(held, 700n))).toMatchObject({ outcome: 'approved' });
    expect(await client.capture(about(held, 100n))).toEqual({ outcome: 'declined', declineCode: 'already_captured' });
    expect(await client.void(about(held, 1000n))).toEqual({ outcome: 'declined', declineCode: 'already_captured' });
  });

  it('cannot capture what was released, nor more than was held', async () => {
    const held = charge({ capture: false });
    await client.charge(held);
    expect(await client.capture(about(held, 1001n))).toEqual({
      outcome: 'declined',
      declineCode: 'amount_exceeds_authorised',
    });
    expect(await client.void(about(held, 1000n))).toMatchObject({ outcome: 'approved' });
    expect(await client.capture(about(held, 1n))).toEqual({ outcome: 'declined', declineCode: 'voided' });
  });

  it('refund no more than was captured', async () => {
    const paid = charge();
    await client.charge(paid);
    expect(await client.refund(about(paid, 600n))).toMatchObject({ outcome: 'approved' });
    expect(await client.refund(about(paid, 401n))).toEqual({
      outcome: 'declined',
      declineCode: 'amount_exceeds_captured',
    });
    expect(await client.refund(about(paid, 400n))).toMatchObject({ outcome: 'approved' });
  });

  it('of an unknown charge are refused', async () =>
    expect(client.refund(about(charge(), 1n))).rejects.toMatchObject({ code: 'charge_not_found' }));
});

describe('past operations', () => {
  const tell = async (...operations: unknown[]) => {
    const response = await fetch(`${acquirer.url}/admin/operations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(operations),
    });
    return { status: response.status, body: (await response.json()) as { added?: number } };
  };
  const past = () => {
    const { reference, payment } = charge();
    const decided = { outcome: 'approved', acquirerReference: 'seed_1' };
    return {
      at: '2026-11-01T10:00:00.000Z',
      kind: 'charge',
      reference,
      payment,
      amount: 900,
      currency: 'USD',
      ...decided,
    };
  };

  it('are found, and can be refunded up to what they captured', async () => {
    const operation = past();
    expect(await tell(operation)).toMatchObject({ body: { added: 1 } });
    expect(await client.inquire(operation.reference)).toEqual({ outcome: 'approved', acquirerReference: 'seed_1' });
    const paid = { ...charge(), reference: operation.reference, payment: operation.payment };
    expect(await client.refund(about(paid, 901n))).toMatchObject({ outcome: 'declined' });
    expect(await client.refund(about(paid, 900n))).toMatchObject({ outcome: 'approved' });
  });

  it('authorised then can be captured now', async () => {
    const operation = { ...past(), kind: 'authorise' };
    await tell(operation);
    const held = { ...charge(), reference: operation.reference, payment: operation.payment };
    expect(await client.capture(about(held, 900n))).toMatchObject({ outcome: 'approved' });
  });

  it('are taken over once', async () => {
    const operation = past();
    await tell(operation);
    expect(await tell(operation, past())).toMatchObject({ body: { added: 1 } });
  });

  it('are refused as a whole when one is malformed', async () => {
    const operation = past();
    expect(await tell(operation, { ...past(), amount: 0 })).toMatchObject({ status: 400 });
    expect(await client.inquire(operation.reference)).toEqual({ outcome: 'not_found' });
  });
});

describe('the journal', () => {
  it('survives a kill: what was answered is still known, and nothing was charged twice', async () => {
    const requests = Array.from({ length: 30 }, () => charge());
    await Promise.all(requests.map(request => client.charge(request)));
    const late = charge();
    const racing = client.charge(late);
    await acquirer.kill();
    await racing;
    await acquirer.restart();
    const known = await Promise.all(requests.map(request => client.inquire(request.reference)));
    expect(known.filter(({ outcome }) => outcome !== 'approved')).toEqual([]);
    expect(await client.charge(late)).toMatchObject({ outcome: 'approved' });
    expect(await timesCharged(late)).toBe(1);
    expect(chargedTwice(await acquirer.log())).toEqual([]);
  });

  it('ends with exit code 0 when asked to stop, even while an answer hangs', async () => {
    const hanging = client.charge(charge({ token: 'tok_hang_before' }));
    expect(await acquirer.stop()).toBe(0);
    await hanging;
    await acquirer.restart();
  });

  it('cuts off a line that a crash left unfinished', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'journal-'));
    const file = join(folder, 'journal.jsonl');
    const journal = Journal.open(file);
    await journal.append({
      sequence: 1,
      at: 'now',
      kind: 'charge',
      reference: 'a',
      payment: 'p',
      amount: 1,
      currency: 'USD',
      outcome: 'declined',
      declineCode: 'é',
    });
    await journal.close();
    const whole = readFileSync(file, 'utf8');
    appendFileSync(file, '{"sequence":2,"at"');
    expect(Journal.open(file).entries).toHaveLength(1);
    expect(readFileSync(file, 'utf8')).toBe(whole);
    rmSync(folder, { recursive: true });
  });
});
