import { context, isSpanContextValid, propagation, trace, ROOT_CONTEXT, type Link } from '@opentelemetry/api';

/** The active trace context as a W3C `traceparent`, to store in an outbox row or attempt; `undefined` outside a trace. */
export function currentTraceparent(): string | undefined {
  const carrier: Record<string, string> = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent;
}

/** A link to the span that stored the traceparent: later work is caused by it but is not part of its request. */
export function linkTo(traceparent: string | null | undefined): Link[] {
  if (!traceparent) return [];
  const stored = trace.getSpanContext(propagation.extract(ROOT_CONTEXT, { traceparent }));
  return stored && isSpanContextValid(stored) ? [{ context: stored }] : [];
}
