import { SpanKind, SpanStatusCode, type HrTime } from '@opentelemetry/api';
import { ExportResultCode, type ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace';
import { redactSensitive } from '../pan/index.ts';

/**
 * Writes each span as one JSON line with `"kind":"span"` in front, so that a trace can be followed by id in the logs
 * until a trace store exists.
 */
export class JsonLinesSpanExporter implements SpanExporter {
  readonly #write: (text: string) => void;

  constructor(write: (text: string) => void = text => void process.stdout.write(text)) {
    this.#write = write;
  }

  export(spans: ReadableSpan[], done: (result: ExportResult) => void): void {
    this.#write(spans.map(span => `${redactSensitive(JSON.stringify(describe(span)))}\n`).join(''));
    done({ code: ExportResultCode.SUCCESS });
  }

  async shutdown(): Promise<void> {}
}

function describe(span: ReadableSpan): Record<string, unknown> {
  const { traceId, spanId } = span.spanContext();
  return {
    kind: 'span',
    service: span.resource.attributes['service.name'],
    trace_id: traceId,
    span_id: spanId,
    parent_span_id: span.parentSpanContext?.spanId,
    name: span.name,
    span_kind: SpanKind[span.kind].toLowerCase(),
    start: new Date(milliseconds(span.startTime)).toISOString(),
    duration_ms: milliseconds(span.duration),
    status: SpanStatusCode[span.status.code].toLowerCase(),
    attributes: span.attributes,
    links: span.links.map(({ context }) => ({ trace_id: context.traceId, span_id: context.spanId })),
  };
}

/** Microseconds are kept, finer digits are noise. */
function milliseconds([seconds, nanoseconds]: HrTime): number {
  return seconds * 1_000 + Math.round(nanoseconds / 1_000) / 1_000;
}
