import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeMerchant, makePayment } from '@payments/testing';
import { TestDatabase } from '@payments/testing/database';
import type { Queryable } from '../database/queryable.ts';
import { IllegalTransitionError, transitionPayment } from './transitionPayment.ts';

let database: TestDatabase;
let app: Queryable;
let merchantId: string;

beforeAll(async () => {
  database = await TestDatabase.create();
  app = await database.as('app');
  merchantId = await makeMerchant(app);
});
afterAll(() => database.drop());

describe('transitionPayment', () => {
  it('moves the payment and writes its timeline', async () => {
    const id = await makePayment(app, merchantId, { status: 'processing' });
    const version = await transitionPayment(app, id, {
      from: 'processing',
      to: 'succeeded',
      amountCaptured: 1000n,
      actor: 'system:spec',
    });
    expect(version).toBe(2);
    expect(await app.query('SELECT status, version, amount_captured FROM payments WHERE id = $1', [id])).toEqual([
      { status: 'succeeded', version: 2, amount_captured: '1000' },
    ]);
    expect(
      await app.query(
        'SELECT from_status, to_status, amount FROM payment_events WHERE payment_id = $1 AND version = 2',
        [id],
      ),
    ).toEqual([{ from_status: 'processing', to_status: 'succeeded', amount: '1000' }]);
  });

  it('lets one of many racing movers win', async () => {
    const id = await makePayment(app, merchantId, { status: 'requires_capture' });
    const change = { from: 'requires_capture', to: 'processing', actor: 'system:spec' } as const;
    const raced = await Promise.allSettled(Array.from({ length: 8 }, () => transitionPayment(app, id, change)));
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses a move that is not legal without asking the database', async () => {
    const change = { from: 'succeeded', to: 'canceled', actor: 'system:spec' } as const;
    await expect(transitionPayment(app, 'any', change)).rejects.toThrow(IllegalTransitionError);
  });

  it('notes a decline and forgets the redirect', async () => {
    const id = await makePayment(app, merchantId, { status: 'processing' });
    await transitionPayment(app, id, {
      from: 'processing',
      to: 'requires_payment_method',
      actor: 'system:spec',
      lastError: { code: 'card_declined' },
    });
    expect(await app.query('SELECT last_error, next_action_url FROM payments WHERE id = $1', [id])).toEqual([
      { last_error: { code: 'card_declined' }, next_action_url: null },
    ]);
  });
});
