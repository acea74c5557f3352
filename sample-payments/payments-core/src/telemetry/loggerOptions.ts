import { isSpanContextValid, trace } from '@opentelemetry/api';
import type { LoggerOptions } from 'pino';
import type { TelemetrySettings } from '../configuration/index.ts';
import { redactSensitive } from '../pan/index.ts';

/** Headers and fields whose values are never written, whatever they hold. */
const REDACTED_PATHS = [
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["webhook-signature"]',
  'req.headers["x-csrf-token"]',
  'res.headers["set-cookie"]',
  'password',
  'secret',
  '*.password',
  '*.secret',
];

/**
 * Options for pino and nestjs-pino: JSON lines with the service, level as a word, and the ids of the active span. Every
 * finished line also passes a filter for card numbers and secrets, so that one put into a message by mistake stays out.
 */
export function loggerOptions(settings: TelemetrySettings): LoggerOptions {
  return {
    level: settings.LOG_LEVEL,
    base: { service: settings.OTEL_SERVICE_NAME, version: settings.SERVICE_VERSION },
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: label => ({ level: label }) },
    redact: { paths: REDACTED_PATHS, censor: '[redacted]' },
    mixin: traceIds,
    hooks: { streamWrite: redactSensitive },
  };
}

/** The names that trace stores and log viewers join on. */
function traceIds(): Record<string, string> {
  const span = trace.getActiveSpan()?.spanContext();
  return span && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {};
}
