import type { Queryable } from '../database/queryable.ts';
import { findings, type Violation } from './violation.ts';

/**
 * I5: what happened is announced, and every announcement reached each endpoint that wanted it or is listed as dead.
 * None is unaccounted for. Run it after the queues ran empty: what is due but not done is a violation after the grace.
 */
export async function checkEventsAccounted(database: Queryable, graceSeconds = 60): Promise<Violation[]> {
  const checks = await Promise.all([
    findings(database, 'I5', 'payment_is_announced', PAYMENTS),
    findings(database, 'I5', 'refund_is_announced', REFUNDS),
    findings(database, 'I5', 'event_is_dispatched', WAITING_EVENTS, [graceSeconds]),
    findings(database, 'I5', 'event_has_a_delivery_for_each_endpoint', MISSING_DELIVERIES),
    findings(database, 'I5', 'delivery_is_made', WAITING_DELIVERIES, [graceSeconds]),
    findings(database, 'I5', 'delivered_means_received', NOT_RECEIVED),
  ]);
  return checks.flat();
}

const PAYMENTS = `
  SELECT payment.id::text AS subject, wanted.type AS detail FROM payments payment
  CROSS JOIN LATERAL (VALUES ('payment.created'), (CASE WHEN payment.status IN ('succeeded', 'canceled') THEN 'payment.' || payment.status END))
    AS wanted (type)
  WHERE wanted.type IS NOT NULL AND NOT EXISTS (
    SELECT FROM outbox_events event WHERE event.payment_id = payment.id AND event.type = wanted.type)`;

const REFUNDS = `
  SELECT refund.id::text AS subject, wanted.type AS detail FROM refunds refund
  CROSS JOIN LATERAL (VALUES ('refund.created'), (CASE WHEN refund.status IN ('succeeded', 'failed') THEN 'refund.' || refund.status END))
    AS wanted (type)
  WHERE wanted.type IS NOT NULL AND NOT EXISTS (
    SELECT FROM outbox_events event WHERE event.payment_id = refund.payment_id AND event.refund_id = refund.id AND event.type = wanted.type)`;

const WAITING_EVENTS = `
  SELECT id::text AS subject, 'due ' || next_attempt_at AS detail FROM outbox_events
  WHERE state = 'waiting' AND next_attempt_at < now() - make_interval(secs => $1)`;

/** Endpoints that were there before the event, still want it, and were not turned off since. */
const MISSING_DELIVERIES = `
  SELECT event.id::text AS subject, endpoint.id::text AS detail FROM outbox_events event
  JOIN webhook_endpoints endpoint ON endpoint.merchant_id = event.merchant_id AND endpoint.live = event.live
    AND endpoint.created_at <= event.created_at AND endpoint.updated_at <= event.created_at
    AND endpoint.enabled AND endpoint.deleted_at IS NULL AND endpoint.events @> ARRAY[event.type]
  WHERE event.state = 'dispatched' AND NOT EXISTS (
    SELECT FROM webhook_deliveries delivery WHERE delivery.event_id = event.id AND delivery.endpoint_id = endpoint.id)`;

const WAITING_DELIVERIES = `
  SELECT id::text AS subject, 'due ' || next_attempt_at AS detail FROM webhook_deliveries
  WHERE state = 'waiting' AND next_attempt_at < now() - make_interval(secs => $1)`;

const NOT_RECEIVED = `
  SELECT delivery.id::text AS subject, NULL AS detail FROM webhook_deliveries delivery
  WHERE delivery.state = 'delivered' AND NOT EXISTS (
    SELECT FROM webhook_delivery_attempts attempt
    WHERE attempt.delivery_id = delivery.id AND attempt.http_status BETWEEN 200 AND 299)`;
