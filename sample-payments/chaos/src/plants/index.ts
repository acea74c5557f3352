import type { Scene } from '../Scene.ts';
import { DATABASE } from '../stage/Stage.ts';
import type { Plant } from './plant.ts';

export type { Plant } from './plant.ts';

/** One for each invariant. The checker is never touched: it has to find them. */
export const PLANTS: readonly Plant[] = [
  {
    invariant: 'I1',
    what: 'a ledger row is moved to an account of another currency',
    after: breaking(`
      INSERT INTO ledger_accounts (kind, live, currency) VALUES ('platform_cash', false, 'CHF');
      UPDATE ledger_entries SET debit_account = (SELECT id FROM ledger_accounts WHERE currency = 'CHF')
        WHERE kind = 'capture' AND journal_id = (SELECT journal_id FROM ledger_entries WHERE kind = 'capture' LIMIT 1)`),
  },
  {
    invariant: 'I2',
    what: 'something on the way to the acquirer charges a second time, under another reference',
    async before({ stage }) {
      stage.gate.isCharging = true;
    },
  },
  {
    invariant: 'I3',
    what: 'kept answers are changed, so that replays differ from the first answer',
    after: breaking(`UPDATE idempotency_keys SET response_body = replace(response_body, '"status":', '"Status":')`),
  },
  {
    invariant: 'I4',
    what: 'a refund is noted that exceeds what was captured, past the triggers',
    after: breaking(`
      INSERT INTO refunds (id, payment_id, merchant_id, live, status, amount, currency)
        SELECT gen_random_uuid(), id, merchant_id, live, 'requires_action', amount_captured + 1, currency
        FROM payments WHERE status = 'succeeded' LIMIT 1`),
  },
  {
    invariant: 'I5',
    what: 'the outbox loses each announcement of a success',
    before: breaking(`
      CREATE FUNCTION lose() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
      CREATE TRIGGER lose BEFORE INSERT ON outbox_events FOR EACH ROW
        WHEN (NEW.type = 'payment.succeeded') EXECUTE FUNCTION lose()`),
  },
  {
    invariant: 'I6',
    what: 'a payment is canceled past the rules, without a word on its timeline',
    after: breaking(`UPDATE payments SET status = 'canceled' WHERE id =
      (SELECT id FROM payments WHERE status = 'requires_confirmation' LIMIT 1)`),
  },
  {
    invariant: 'I7',
    what: 'a replica that lagged took over: an acknowledged payment is gone, with its key and events',
    after: breaking(`
      CREATE TEMP TABLE lost AS SELECT id FROM payments WHERE status = 'requires_confirmation' LIMIT 1;
      DELETE FROM webhook_deliveries WHERE event_id IN (SELECT id FROM outbox_events WHERE payment_id IN (TABLE lost));
      DELETE FROM outbox_events WHERE payment_id IN (TABLE lost);
      DELETE FROM payment_events WHERE payment_id IN (TABLE lost);
      DELETE FROM idempotency_keys WHERE subject_id IN (TABLE lost);
      DELETE FROM payments WHERE id IN (TABLE lost)`),
  },
  {
    invariant: 'I8',
    what: 'settlement batches are kept a cent larger than what they contain',
    before: breaking(`
      CREATE FUNCTION inflate() RETURNS trigger LANGUAGE plpgsql AS
        'BEGIN NEW.captured := NEW.captured + 1; NEW.fees := NEW.fees + 1; RETURN NEW; END';
      CREATE TRIGGER inflate BEFORE INSERT ON settlement_batches FOR EACH ROW EXECUTE FUNCTION inflate()`),
    isSettled: true,
  },
  {
    invariant: 'I9',
    what: 'a trigger left over from debugging writes a card number to the log of Postgres',
    before: breaking(`
      CREATE FUNCTION tell() RETURNS trigger LANGUAGE plpgsql AS
        $$BEGIN RAISE LOG 'charging 4111 1111 1111 1111'; RETURN NEW; END$$;
      CREATE TRIGGER tell BEFORE INSERT ON charge_attempts FOR EACH ROW EXECUTE FUNCTION tell()`),
  },
];

/** Runs SQL as superuser, with triggers and foreign keys off. */
function breaking(sql: string): (scene: Scene) => Promise<void> {
  return ({ stage }) => stage.postgres.execute(DATABASE, `SET session_replication_role = replica; ${sql}`);
}
