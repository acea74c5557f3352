import { metrics, trace } from '@opentelemetry/api';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Lifecycle } from '../platform/Lifecycle.ts';

/**
 * Names, times, counts and logs each request, whoever answers it. Rate, errors and duration of a route come from one
 * histogram, `payments_http_request_duration_seconds{method,route,status}`.
 */
export function observeRequests(server: FastifyInstance, logger: Logger, lifecycle: Lifecycle): void {
  const duration = metrics.getMeter('payments-api').createHistogram('payments.http.request.duration_seconds', {
    description: 'From the request to the end of its answer.',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  });

  server.addHook('onRequest', async (request, reply) => {
    reply.header('Request-Id', request.id);
    if (lifecycle.isDraining) reply.header('Connection', 'close');
    const span = trace.getActiveSpan();
    span?.setAttributes({ 'http.route': routeOf(request), 'payments.request_id': request.id });
    span?.updateName(`${request.method} ${routeOf(request)}`);
  });

  server.addHook('onResponse', async (request, reply) => {
    const seconds = reply.elapsedTime / 1000;
    const labels = { method: request.method, route: routeOf(request), status: reply.statusCode };
    duration.record(seconds, labels);
    if (labels.route.startsWith('/health')) return;
    const milliseconds = Math.round(seconds * 10_000) / 10;
    logger.info(
      {
        request_id: request.id,
        ...labels,
        duration_ms: milliseconds,
        api_key: request.caller?.keyId ?? undefined,
        user: request.session?.userId,
        merchant: request.caller?.merchantId,
      },
      'request',
    );
  });
}

/** The route's pattern, never the path: ids would make as many series as there are payments. */
function routeOf(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown';
}
