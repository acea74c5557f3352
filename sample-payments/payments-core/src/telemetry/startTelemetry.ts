import { createRequire } from 'node:module';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { HttpInstrumentation } from '@opentelemetry/instrumentation-http';
import { IORedisInstrumentation } from '@opentelemetry/instrumentation-ioredis';
import { PgInstrumentation } from '@opentelemetry/instrumentation-pg';
import { resourceFromAttributes, type Resource } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
  type SpanProcessor,
} from '@opentelemetry/sdk-trace';
import type { TelemetrySettings } from '../configuration/index.ts';
import { JsonLinesSpanExporter } from './JsonLinesSpanExporter.ts';

/** Enough to recognise a statement by; whole texts of statements would be most of what is exported. */
const LONGEST_ATTRIBUTE = 300;

/** Requests wait while spans are written as JSON: often a few take less of their time at once than seldom many. */
const SPANS_AT_ONCE = 64;

/** What was started. `shutdown` flushes spans and closes the metrics port; call it last, before the pools close. */
export interface Telemetry {
  shutdown(): Promise<void>;
}

/**
 * Starts traces and metrics for this process and patches http, pg and ioredis, so it must run before they are used:
 * start the process with `--import @payments/core/telemetry/register`. Composed from the parts, without the
 * `sdk-node` bundle, whose exporters (gRPC, protobuf, zipkin) would double the memory of a small service.
 */
export async function startTelemetry(settings: TelemetrySettings): Promise<Telemetry> {
  const resource = resourceFromAttributes({
    'service.name': settings.OTEL_SERVICE_NAME,
    'service.version': settings.SERVICE_VERSION,
  });
  const meterProvider = await startMetrics(settings, resource);
  const tracerProvider = startTraces(settings, resource);
  registerInstrumentations({
    meterProvider,
    tracerProvider,
    instrumentations: [
      new HttpInstrumentation({ ignoreIncomingRequestHook: request => isProbe(request.url) }),
      // Only within a request or job: the pollers' queries would drown the rest. Waiting for a connection of the pool is
      // the gap before a query, and a gauge of the service.
      new PgInstrumentation({ requireParentSpan: true, ignoreConnectSpans: true }),
      new IORedisInstrumentation({ requireParentSpan: true }),
    ],
  });
  patchNow(['node:http', 'pg', 'ioredis']);
  return {
    async shutdown() {
      await Promise.allSettled([tracerProvider.shutdown(), meterProvider.shutdown()]);
    },
  };
}

/**
 * Instrumentations patch a module when it is required. Our processes import it, which they would not notice; but the
 * three are CommonJS or built in, so requiring them first patches the very objects that an import gets later. This
 * spares the loader hook (`--experimental-loader`), which slows every import down.
 */
function patchNow(modules: readonly string[]): void {
  const require = createRequire(import.meta.url);
  for (const name of modules) {
    try {
      require(name);
    } catch (error) {
      // A process that does not use Redis has no ioredis.
      if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    }
  }
}

/** Metrics are always recorded; without a port nobody scrapes them. */
async function startMetrics(settings: TelemetrySettings, resource: Resource): Promise<MeterProvider> {
  const { METRICS_PORT: port, METRICS_HOST: host } = settings;
  const exporter = port === 'off' ? undefined : new PrometheusExporter({ port, host, preventServerStart: true });
  await exporter?.startServer();
  const provider = new MeterProvider({ resource, readers: exporter ? [exporter] : [] });
  metrics.setGlobalMeterProvider(provider);
  return provider;
}

function startTraces(settings: TelemetrySettings, resource: Resource): TracerProvider {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const provider = new TracerProvider({
    resource,
    spanLimits: { attributeValueLengthLimit: LONGEST_ATTRIBUTE },
    sampler: new ParentBasedSampler({ root: new TraceIdRatioBasedSampler(settings.TRACES_RATIO) }),
    spanProcessors: spanProcessors(settings.TRACES),
  });
  trace.setGlobalTracerProvider(provider);
  return provider;
}

function spanProcessors(traces: TelemetrySettings['TRACES']): SpanProcessor[] {
  if (traces === 'stdout')
    return [new BatchSpanProcessor({ exporter: new JsonLinesSpanExporter(), scheduledDelayMillis: 200 })];
  if (traces === 'otlp')
    return [new BatchSpanProcessor({ exporter: new OTLPTraceExporter(), maxExportBatchSize: SPANS_AT_ONCE })];
  return [];
}

function isProbe(url: string | undefined): boolean {
  return url?.startsWith('/health') ?? false;
}
