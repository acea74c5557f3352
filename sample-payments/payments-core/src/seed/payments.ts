import { captureJournal, refundJournal, type JournalLine, type LedgerAccounts } from '../ledger/index.ts';
import { exponentOf } from '../money/index.ts';
import type { EventType } from '../payments/eventTypes.ts';
import { describePayment, describeRefund, eventPayload, type PaymentFacts } from '../representations/index.ts';
import { addDelivery } from './deliveries.ts';
import { DECLINE_CODES, LIVES, type Life } from './lives.ts';
import { SEEDED_MERCHANTS, type SeededMerchant } from './merchants.ts';
import type { SeededEndpoint } from './people.ts';
import { SEEDED_REFERENCE } from './seededReference.ts';
import type { SeededRandom } from './SeededRandom.ts';
import type { Settlement } from './Settlement.ts';
import type { SeededRows } from './tables.ts';

const YEAR_MS = 365 * 24 * 3_600_000;

/** What is shared while payments are added. */
export interface SeedContext {
  rows: SeededRows;
  random: SeededRandom;
  until: Date;
  endpoints: ReadonlyMap<string, SeededEndpoint>;
  accounts: (merchantId: string, currency: string) => LedgerAccounts;
  settlement: Settlement;
}

/** A payment while its life is told. */
interface Draft extends PaymentFacts {
  merchant: SeededMerchant;
  version: number;
  actor: string;
}

/** Adds one payment with everything that follows from it. */
export function addPayment(context: SeedContext, createdAt: Date, number: number): void {
  const { rows, random } = context;
  const life = random.weighted(LIVES);
  const draft = startDraft(random, life, createdAt, number);
  const tick = clock(createdAt, random);
  let at = createdAt;
  const capturedAt: Date[] = [];
  const notices = [...life.events];
  const announce = (type: EventType) => {
    if (notices[0] !== type) return;
    notices.shift();
    addEvent(context, draft, type, at, describePayment(draft));
  };
  life.statuses.forEach((status, index) => {
    if (index > 0) at = tick();
    rows.payment_events.push(timeline(draft, at, index === 0 ? null : draft.status, status));
    draft.status = status;
    if (status === 'succeeded') {
      draft.amountCaptured = draft.amount;
      capturedAt.push(at);
    }
    if (status === 'requires_payment_method' && index > 0) decline(random, draft);
    draft.nextActionUrl = status === 'requires_action' ? `https://acquirer.example/actions/${draft.id}` : null;
    if (index === 0) announce('payment.created');
    announce(status === 'requires_payment_method' ? 'payment.declined' : (`payment.${status}` as EventType));
  });
  addAttempts(context, draft, life, at);
  const row = paymentRow(draft, at, capturedAt[0]);
  rows.payments.push(row);
  if (!capturedAt[0]) return;
  addJournal(context, draft, capturedAt[0], captureJournal(draft.amount, draft.merchant.feeBasisPoints), null);
  row.settlement_batch_id = context.settlement.addCapture(draft.merchant, draft.currency, draft.amount, capturedAt[0]);
  addRefund(context, draft, capturedAt[0]);
  row.version = draft.version;
}

function startDraft(random: SeededRandom, life: Life, createdAt: Date, number: number): Draft {
  const merchant = random.weighted(SEEDED_MERCHANTS.map(each => [each, each.weight]));
  const currency = random.weighted(merchant.currencies);
  const [low, high] = merchant.usual;
  // Yen and kronor prices have more digits before the point than euro prices for the same thing.
  const scale = currency === 'JPY' ? 150 : currency === 'SEK' ? 11 : 1;
  const needsMethod = life.statuses[0] !== 'requires_payment_method';
  return {
    id: random.uuid(createdAt),
    merchant,
    version: 0,
    actor: `api_key:${merchant.id}`,
    status: 'requires_payment_method',
    amount: BigInt(random.between(low * scale * 10 ** exponentOf(currency), high * scale * 10 ** exponentOf(currency))),
    currency,
    amountCaptured: 0n,
    amountRefunded: 0n,
    captureMethod: life.captureMethod,
    paymentMethod: needsMethod ? `tok_visa_${random.between(0x1000, 0xffff).toString(16)}` : null,
    nextActionUrl: null,
    merchantReference: `order-${10_000 + number}`,
    description: merchant.products[random.between(0, merchant.products.length - 1)] ?? null,
    metadata: {
      channel: random.weighted([
        ['web', 6],
        ['app', 3],
        ['till', 1],
      ]),
    },
    lastError: null,
    live: false,
    createdAt,
  };
}

function decline(random: SeededRandom, draft: Draft): void {
  const declineCode = random.weighted(DECLINE_CODES);
  draft.lastError = {
    type: 'card_error',
    code: 'card_declined',
    decline_code: declineCode,
    message: 'The card was declined.',
  };
}

/** Moments that follow each other by half a second to a few seconds, as an acquirer answers. */
function clock(start: Date, random: SeededRandom): () => Date {
  let now = start.getTime();
  return () => new Date((now += random.between(400, 2_600)));
}

function timeline(draft: Draft, at: Date, from: string | null, to: string): Record<string, unknown> {
  draft.version += 1;
  return {
    payment_id: draft.id,
    version: draft.version,
    type: from === null ? 'created' : 'status_changed',
    from_status: from,
    to_status: to,
    amount: to === 'succeeded' ? draft.amount : null,
    actor: draft.actor,
    occurred_at: at.toISOString(),
  };
}

function paymentRow(draft: Draft, updatedAt: Date, capturedAt: Date | undefined): Record<string, unknown> {
  return {
    id: draft.id,
    merchant_id: draft.merchant.id,
    live: false,
    status: draft.status,
    version: draft.version,
    amount: draft.amount,
    currency: draft.currency,
    amount_captured: draft.amountCaptured,
    // The trigger on refunds counts them when they are inserted.
    amount_refunded: 0n,
    capture_method: draft.captureMethod,
    payment_method: draft.paymentMethod,
    merchant_reference: draft.merchantReference,
    description: draft.description,
    metadata: draft.metadata,
    next_action_url: draft.nextActionUrl,
    last_error: draft.lastError,
    cancellation_reason: draft.status === 'canceled' ? 'abandoned' : null,
    settlement_batch_id: null,
    created_at: draft.createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
    captured_at: capturedAt?.toISOString() ?? null,
  };
}

function addAttempts({ rows, random, until }: SeedContext, draft: Draft, life: Life, at: Date): void {
  for (const { kind, state } of life.attempts) {
    const id = random.uuid(draft.createdAt);
    rows.charge_attempts.push({
      id,
      payment_id: draft.id,
      kind,
      amount: draft.amount,
      currency: draft.currency,
      payment_method: draft.paymentMethod,
      state,
      acquirer_reference: state === 'approved' ? `${SEEDED_REFERENCE}${id}` : null,
      decline_code: state === 'declined' ? draft.lastError?.decline_code : null,
      inquiries: 0,
      // No acquirer knows it, so nobody should ask soon.
      next_inquiry_at: state === 'requires_action' ? new Date(until.getTime() + YEAR_MS).toISOString() : null,
      started_at: draft.createdAt.toISOString(),
      finished_at: state === 'requires_action' ? null : at.toISOString(),
    });
  }
}

function addJournal(context: SeedContext, draft: Draft, at: Date, lines: JournalLine[], refundId: string | null): void {
  const journalId = context.random.uuid(at);
  const accounts = context.accounts(draft.merchant.id, draft.currency);
  lines.forEach((line, index) =>
    context.rows.ledger_entries.push({
      journal_id: journalId,
      line: index + 1,
      kind: line.kind,
      debit_account: accounts[line.debit],
      credit_account: accounts[line.credit],
      amount: line.amount,
      currency: draft.currency,
      payment_id: draft.id,
      refund_id: refundId,
      settlement_batch_id: null,
      created_at: at.toISOString(),
    }),
  );
}

/** One succeeded payment in twelve is refunded, half of those in part. */
function addRefund(context: SeedContext, draft: Draft, capturedAt: Date): void {
  const { rows, random, until } = context;
  if (random.next() > 1 / 12) return;
  const createdAt = new Date(capturedAt.getTime() + random.between(1, 96) * 3_600_000);
  const finishedAt = new Date(createdAt.getTime() + random.between(400, 2_600));
  if (finishedAt >= until) return;
  const amount = random.next() < 0.5 ? draft.amount : (draft.amount * BigInt(random.between(1, 9)) + 9n) / 10n;
  const id = random.uuid(createdAt);
  const facts = {
    id,
    paymentId: draft.id,
    amount,
    currency: draft.currency,
    merchantReference: null,
    reason: 'requested_by_customer',
    createdAt,
  };
  const noteRefund = (type: 'refund_created' | 'refund_succeeded', at: Date) => {
    draft.version += 1;
    rows.payment_events.push({
      payment_id: draft.id,
      version: draft.version,
      type,
      from_status: null,
      to_status: null,
      amount,
      actor: draft.actor,
      occurred_at: at.toISOString(),
    });
  };
  noteRefund('refund_created', createdAt);
  noteRefund('refund_succeeded', finishedAt);
  draft.amountRefunded = amount;
  rows.refunds.push({
    id,
    payment_id: draft.id,
    merchant_id: draft.merchant.id,
    live: false,
    status: 'succeeded',
    amount,
    currency: draft.currency,
    reason: facts.reason,
    acquirer_reference: `${SEEDED_REFERENCE}${id}`,
    inquiries: 0,
    settlement_batch_id: context.settlement.addRefund(draft.merchant, draft.currency, amount, finishedAt),
    created_at: createdAt.toISOString(),
    finished_at: finishedAt.toISOString(),
  });
  addJournal(context, draft, finishedAt, refundJournal(amount), id);
  addEvent(context, draft, 'refund.created', createdAt, describeRefund({ ...facts, status: 'pending' }), id);
  addEvent(context, draft, 'refund.succeeded', finishedAt, describeRefund({ ...facts, status: 'succeeded' }), id);
}

/** An event that was dispatched a moment later, and its delivery when the endpoint was there by then. */
function addEvent(
  context: SeedContext,
  draft: Draft,
  type: EventType,
  at: Date,
  data: Record<string, unknown>,
  refundId: string | null = null,
): void {
  const { rows, random } = context;
  const id = random.uuid(at);
  const closedAt = new Date(at.getTime() + random.between(20, 400));
  rows.outbox_events.push({
    id,
    merchant_id: draft.merchant.id,
    live: false,
    type,
    version: 1,
    payment_id: draft.id,
    refund_id: refundId,
    payload: eventPayload({ id, type, createdAt: at, data }),
    state: 'dispatched',
    attempts: 1,
    next_attempt_at: null,
    created_at: at.toISOString(),
    closed_at: closedAt.toISOString(),
  });
  const endpoint = context.endpoints.get(draft.merchant.id);
  if (endpoint && endpoint.createdAt <= at) addDelivery(context, endpoint, id, closedAt);
}
