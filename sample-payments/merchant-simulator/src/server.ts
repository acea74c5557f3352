import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { LogController, type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { z, ZodError } from 'zod';
import { deliveryHeaders, endpointName, eventBody, jsonText } from './deliverySchema.ts';
import { faultSchema, type Fault } from './faults.ts';
import { Inbox, LARGEST_INBOX } from './Inbox.ts';
import { PAGE_POLICY, receivedPage } from './receivedPage.ts';
import { signatureOf } from './signatureOf.ts';

/** Real events are a few kilobytes. */
export const LARGEST_BODY_BYTES = 64 * 1024;

export interface ServerOptions {
  /** Signing secrets by endpoint. */
  secrets?: Readonly<Record<string, string>>;
  /** What comes before the paths of the pages; deliveries and faults stay at the root, where no visitor gets. */
  basePath?: string;
  logger?: FastifyServerOptions['logger'];
}

const params = z.object({ endpoint: endpointName });

const query = z.preprocess(
  // A filter left empty is none.
  given => Object.fromEntries(Object.entries(given as object).filter(([, value]) => value !== '')),
  z.strictObject({
    endpoint: endpointName.optional(),
    payment: z.string().max(100).optional(),
    limit: z.coerce.number().int().min(1).max(LARGEST_INBOX).default(100),
  }),
);

const SAFE_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': PAGE_POLICY,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The simulator's HTTP interface. */
export function buildServer({ secrets = {}, basePath = '', logger = false }: ServerOptions = {}): FastifyInstance {
  // Slow answers must not hold up a shutdown. Each delivery is logged once, without its body; probes are not.
  const server = Fastify({
    logger,
    bodyLimit: LARGEST_BODY_BYTES,
    forceCloseConnections: true,
    logController: new LogController({ disableRequestLogging: true }),
  });
  const secretOf = new Map(Object.entries(secrets));
  const faultOf = new Map<string, Fault>();
  const inbox = new Inbox();

  // A signature is over the exact text.
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => done(null, text));

  server.post('/hooks/:endpoint', async (request, reply) => {
    const { endpoint } = params.parse(request.params);
    const headers = deliveryHeaders.parse(request.headers);
    const event = jsonText(eventBody).parse(request.body);
    const signature = signatureOf(request.body as string, headers, secretOf.get(endpoint));
    const fault = faultOf.get(endpoint);
    const status = fault?.status ?? (signature === 'wrong' ? 401 : 204);
    const received = inbox.add({
      receivedAt: new Date().toISOString(),
      endpoint,
      webhookId: headers['webhook-id'],
      type: event.type,
      payment: event.data.payment ?? event.data.id,
      signature,
      status,
      traceparent: headers.traceparent,
    });
    request.log.info(received, 'webhook received');
    await sleep(fault?.delayMs ?? 0);
    return reply.code(status).send();
  });

  server.put('/faults/:endpoint', request => {
    const { endpoint } = params.parse(request.params);
    const fault = jsonText(faultSchema).parse(request.body);
    faultOf.set(endpoint, fault);
    return fault;
  });
  server.delete('/faults/:endpoint', (request, reply) => {
    faultOf.delete(params.parse(request.params).endpoint);
    return reply.code(204).send();
  });

  server.get(`${basePath}/received`, request => ({ data: inbox.find(query.parse(request.query)) }));
  server.get(`${basePath}/`, (request, reply) => {
    const { endpoint, payment, limit } = query.parse(request.query);
    const isFiltered = endpoint !== undefined || payment !== undefined;
    const page = receivedPage(inbox.find({ endpoint, payment, limit }), isFiltered);
    return reply.type('text/html; charset=utf-8').send(page);
  });
  server.get('/health', () => ({ status: 'ok' }));

  server.addHook('onSend', async (_request, reply) => void reply.headers(SAFE_HEADERS));
  server.setErrorHandler((error, request, reply) => {
    if (error instanceof ZodError) return reply.code(400).send({ code: 'invalid_request', issues: error.issues });
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    if (status >= 500) request.log.error({ err: error }, 'request failed');
    return reply.code(status).send({ code: status < 500 ? 'invalid_request' : 'internal_error' });
  });
  return server;
}
