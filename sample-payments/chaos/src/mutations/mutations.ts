import type { Mutation } from './mutation.ts';

const MIGRATIONS = 'payments-core/src/database/migrations/';
const CONSTRAINTS = 'payments-core/src/database/constraints.spec.ts';
const IDEMPOTENCY = 'payments-api/src/idempotency/idempotency.spec.ts';

/** What may not be missing, and who notices when it is. */
export const MUTATIONS: readonly Mutation[] = [
  {
    name: 'the advisory lock of an Idempotency-Key',
    edits: [
      {
        file: 'payments-api/src/idempotency/claim.ts',
        find: 'pg_try_advisory_xact_lock($1::bigint) AS won',
        replace: '$1::bigint IS NOT NULL AS won',
      },
    ],
    caughtBy: { spec: IDEMPOTENCY, title: 'makes duplicates wait nowhere' },
  },
  {
    name: 'the unique index of Idempotency-Keys',
    edits: [
      {
        file: `${MIGRATIONS}1764000000006-idempotency.ts`,
        find: 'PRIMARY KEY (merchant_id, live, key),',
        replace: '',
      },
    ],
    caughtBy: { spec: CONSTRAINTS, title: 'are taken once for a merchant and mode' },
  },
  {
    name: 'the answer as it was given, kept in other bytes',
    edits: [
      {
        file: 'payments-api/src/idempotency/IdempotencyService.ts',
        find: `toString('base64') : body;`,
        replace: `toString('base64') : JSON.stringify(JSON.parse(body), null, 1);`,
      },
    ],
    caughtBy: { spec: IDEMPOTENCY, title: 'gets the same bytes again' },
  },
  {
    name: 'the conditional update that reserves a refund, and the check behind it',
    edits: [
      {
        file: `${MIGRATIONS}1764000000004-refunds.ts`,
        find: 'AND amount_captured - amount_refunded >= NEW.amount;',
        replace: ';',
      },
      {
        file: `${MIGRATIONS}1764000000003-payments.ts`,
        find: 'CHECK (amount_refunded BETWEEN 0 AND amount_captured)',
        replace: 'CHECK (amount_refunded >= 0)',
      },
    ],
    caughtBy: { spec: CONSTRAINTS, title: 'racing for the same money win only as far as it goes' },
  },
  {
    name: 'the unique index of one live charge for a payment',
    edits: [
      {
        file: `${MIGRATIONS}1764000000003-payments.ts`,
        find: 'CREATE UNIQUE INDEX charge_attempts_one_charge',
        replace: 'CREATE INDEX charge_attempts_one_charge',
      },
    ],
    caughtBy: { spec: CONSTRAINTS, title: 'allow one live charge' },
  },
  {
    name: 'the trigger that keeps a final status',
    edits: [
      {
        file: `${MIGRATIONS}1764000000003-payments.ts`,
        find: `WHEN (OLD.status IN ('succeeded', 'canceled') AND NEW.status <> OLD.status)`,
        replace: 'WHEN (false)',
      },
    ],
    caughtBy: { spec: CONSTRAINTS, title: 'stay canceled' },
  },
  {
    name: 'the status in the WHERE of a transition',
    edits: [
      {
        file: 'payments-core/src/payments/transitionPayment.ts',
        find: 'WHERE id = $1 AND status = $2',
        replace: 'WHERE id = $1',
      },
    ],
    caughtBy: {
      spec: 'payments-core/src/payments/transitionPayment.spec.ts',
      title: 'lets one of many racing movers win',
    },
  },
  {
    name: 'the one reference of an attempt at the acquirer',
    edits: [
      {
        file: 'payments-api/src/charges/Charges.ts',
        find: 'const request = { reference: id, payment: paymentId',
        replace: 'const request = { reference: newUuid(), payment: paymentId',
      },
    ],
    caughtBy: { spec: IDEMPOTENCY, title: 'after it was charged: a retry carries on' },
  },
  {
    name: 'the lease of a delivery',
    edits: [
      {
        file: 'settlement-worker/src/deliveries/claimDelivery.ts',
        find: `AND (claimed_until IS NULL OR claimed_until < now())`,
        replace: '',
      },
    ],
    caughtBy: {
      spec: 'settlement-worker/src/deliveries/claimAndSweep.spec.ts',
      title: 'gives each due delivery to one of many',
    },
  },
  {
    name: 'the limit of a capture',
    edits: [
      {
        file: 'payments-api/src/payments/PaymentsService.ts',
        find: 'if (amount > payment.amount)',
        replace: 'if (amount > payment.amount * 2n)',
      },
    ],
    caughtBy: { spec: 'payments-api/src/payments/paymentModel.spec.ts', title: 'goes as the model says' },
  },
  {
    name: 'the outbox line in the transaction that books a charge',
    edits: [
      {
        file: 'payments-core/src/charges/finishCharge.ts',
        find: 'await writeEvent(database, { type: step.event, paymentId, traceparent });',
        replace: 'void [writeEvent, traceparent];',
      },
    ],
    caughtBy: { seed: 5, invariant: 'I5' },
  },
  {
    name: 'the ledger rows of a refund',
    edits: [
      {
        file: 'payments-core/src/charges/finishRefund.ts',
        find: 'await writeJournal(database, accounts, currency, lines, { paymentId, refundId });',
        replace: 'void [writeJournal, accounts, lines];',
      },
    ],
    caughtBy: { seed: 5, invariant: 'I2' },
  },
];
