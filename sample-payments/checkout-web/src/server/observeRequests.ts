import { metrics } from '@opentelemetry/api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';

/** Times, counts and logs each request: `payments_http_request_duration_seconds{method,route,status}`, as the API does. */
export function observeRequests(server: FastifyInstance, logger: Logger): void {
  const duration = metrics.getMeter('checkout-web').createHistogram('payments.http.request.duration_seconds', {
    description: 'From the request to the end of its answer.',
    unit: 's',
    advice: { explicitBucketBoundaries: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5] },
  });
  server.addHook('onResponse', async (request, reply) => {
    const labels = { method: request.method, route: routeOf(request, reply), status: reply.statusCode };
    duration.record(reply.elapsedTime / 1000, labels);
    if (labels.route.startsWith('/health')) return;
    logger.info({ ...labels, duration_ms: Math.round(reply.elapsedTime * 10) / 10 }, 'request');
  });
}

/** A word for the kind of answer; addresses would make a series for each payment. */
function routeOf({ routeOptions, url }: FastifyRequest, reply: FastifyReply): string {
  const route = routeOptions.url ?? '';
  if (route.startsWith('/health') || route.startsWith('/v1')) return route;
  if (reply.statusCode === 404) return 'missing';
  return url.startsWith('/assets/') ? 'asset' : 'page';
}
