import { ApiKey } from './api-key.entity.ts';
import { AuditEntry } from './audit-entry.entity.ts';
import { ChargeAttempt } from './charge-attempt.entity.ts';
import { DashboardSession } from './dashboard-session.entity.ts';
import { DashboardUser } from './dashboard-user.entity.ts';
import { IdempotencyKey } from './idempotency-key.entity.ts';
import { LedgerAccount } from './ledger-account.entity.ts';
import { LedgerEntry } from './ledger-entry.entity.ts';
import { Merchant } from './merchant.entity.ts';
import { OutboxEvent } from './outbox-event.entity.ts';
import { PaymentEvent } from './payment-event.entity.ts';
import { Payment } from './payment.entity.ts';
import { Refund } from './refund.entity.ts';
import { SettlementBatch } from './settlement-batch.entity.ts';
import { WebhookDeliveryAttempt } from './webhook-delivery-attempt.entity.ts';
import { WebhookDelivery } from './webhook-delivery.entity.ts';
import { WebhookEndpoint } from './webhook-endpoint.entity.ts';

/** All tables, for the DataSource. */
export const ENTITIES = [
  ApiKey,
  AuditEntry,
  ChargeAttempt,
  DashboardSession,
  DashboardUser,
  IdempotencyKey,
  LedgerAccount,
  LedgerEntry,
  Merchant,
  OutboxEvent,
  PaymentEvent,
  Payment,
  Refund,
  SettlementBatch,
  WebhookDeliveryAttempt,
  WebhookDelivery,
  WebhookEndpoint,
];

export {
  ApiKey,
  AuditEntry,
  ChargeAttempt,
  DashboardSession,
  DashboardUser,
  IdempotencyKey,
  LedgerAccount,
  LedgerEntry,
  Merchant,
  OutboxEvent,
  PaymentEvent,
  Payment,
  Refund,
  SettlementBatch,
  WebhookDeliveryAttempt,
  WebhookDelivery,
  WebhookEndpoint,
};
