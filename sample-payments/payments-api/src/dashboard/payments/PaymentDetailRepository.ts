import { Injectable } from '@nestjs/common';
import type { ChargeAttempt, PaymentEvent } from '@payments/core/database';
import type { AccountKind, EntryKind } from '@payments/core/ledger';
import { Database } from '../../platform/Database.ts';

/** A step of the payment, and what the one who did it is called now. */
export interface StepRow extends Pick<PaymentEvent, 'type' | 'actor' | 'requestId' | 'occurredAt'> {
  kind: 'step';
  fromStatus: string | null;
  toStatus: string | null;
  amount: string | null;
  actorName: string | null;
}

export interface AttemptRow extends Pick<ChargeAttempt, 'state' | 'declineCode' | 'acquirerReference' | 'inquiries'> {
  kind: 'attempt';
  operation: ChargeAttempt['kind'];
  amount: string;
  startedAt: Date;
  finishedAt: Date | null;
}

export interface LedgerRow {
  journalId: string;
  line: number;
  createdAt: Date;
  kind: EntryKind;
  debit: AccountKind;
  credit: AccountKind;
  amount: string;
  currency: string;
  refundId: string | null;
}

export interface SettlementRow {
  id: string;
  /** UTC day, YYYY-MM-DD. */
  date: string;
}

/** The SQL of what happened to one payment. The payment was found to be the caller's before. */
@Injectable()
export class PaymentDetailRepository {
  constructor(private readonly database: Database) {}

  async steps(paymentId: string): Promise<StepRow[]> {
    return this.database.query<StepRow>(STEPS, [paymentId]);
  }

  async attempts(paymentId: string): Promise<AttemptRow[]> {
    return this.database.query<AttemptRow>(ATTEMPTS, [paymentId]);
  }

  async ledger(paymentId: string): Promise<LedgerRow[]> {
    return this.database.query<LedgerRow>(LEDGER, [paymentId]);
  }

  async settlement(paymentId: string): Promise<SettlementRow | undefined> {
    return (await this.database.query<SettlementRow>(SETTLEMENT, [paymentId]))[0];
  }
}

/** The UUID of an actor of that kind. */
const idOfActor = (kind: string) =>
  `CASE WHEN event.actor ~ '^${kind}:[0-9a-f-]{36}$' THEN split_part(event.actor, ':', 2)::uuid END`;

const STEPS = `
  SELECT 'step' AS kind, event.type, event.from_status AS "fromStatus", event.to_status AS "toStatus", event.amount,
    event.actor, event.request_id AS "requestId", event.occurred_at AS "occurredAt",
    coalesce(key.name, person.display_name) AS "actorName"
  FROM payment_events event
  LEFT JOIN api_keys key ON key.id = ${idOfActor('api_key')}
  LEFT JOIN dashboard_users person ON person.id = ${idOfActor('user')}
  WHERE event.payment_id = $1 ORDER BY event.version`;

const ATTEMPTS = `
  SELECT 'attempt' AS kind, kind AS operation, state, amount, decline_code AS "declineCode",
    acquirer_reference AS "acquirerReference", inquiries, started_at AS "startedAt", finished_at AS "finishedAt"
  FROM charge_attempts WHERE payment_id = $1 ORDER BY started_at, id`;

const LEDGER = `
  SELECT entry.journal_id AS "journalId", entry.line, entry.created_at AS "createdAt", entry.kind,
    debit.kind AS debit, credit.kind AS credit, entry.amount, entry.currency, entry.refund_id AS "refundId"
  FROM ledger_entries entry
  JOIN ledger_accounts debit ON debit.id = entry.debit_account
  JOIN ledger_accounts credit ON credit.id = entry.credit_account
  WHERE entry.payment_id = $1 ORDER BY entry.created_at, entry.journal_id, entry.line`;

const SETTLEMENT = `
  SELECT batch.id, batch.business_date::text AS date FROM payments payment
  JOIN settlement_batches batch ON batch.id = payment.settlement_batch_id
  WHERE payment.id = $1`;
