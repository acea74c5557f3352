import { setTimeout as sleep } from 'node:timers/promises';
import Fastify, { type FastifyInstance, type FastifyReply } from 'fastify';
import { ZodError } from 'zod';
import { Acquirer, RefusedError } from './Acquirer.ts';
import { actionPage } from './actionPage.ts';
import { fateOf, faultsSchema, inquiryFails, type Faults } from './faults.ts';
import type { Journal } from './Journal.ts';
import {
  answerOf,
  chargeSchema,
  followUpSchema,
  pastOperationsSchema,
  type Kind,
  type Operation,
} from './operations.ts';
import { returnUrl } from './returnUrl.ts';

/** Of thousands of past operations at once. */
const PAST_OPERATIONS_BYTES = 16 * 1024 * 1024;

/** The simulator's HTTP interface. `publicUrl` is where customers reach it; by default where it listens. */
export function buildServer(journal: Journal, publicUrl?: string): FastifyInstance {
  // Hanging answers must not hold up a shutdown.
  const server = Fastify({ forceCloseConnections: true });
  const ownUrl = () => publicUrl ?? server.listeningOrigin;
  const acquirer = new Acquirer(journal, ownUrl);
  const asked = new Map<string, number>();
  let faults: Faults = faultsSchema.parse({});

  const countOf = (name: string): number => {
    const before = asked.get(name) ?? 0;
    asked.set(name, before + 1);
    return before;
  };

  async function operate(operation: Operation, token: string | undefined, reply: FastifyReply): Promise<unknown> {
    const { fault, delayMs, ...wish } = fateOf(faults, operation.reference, token, countOf(operation.reference));
    await sleep(delayMs);
    if (fault === 'hangBefore') return hang(reply);
    if (fault === 'errorBefore') return reply.code(500).send({ code: 'internal_error' });
    const entry = await acquirer.perform(operation, wish);
    if (fault === 'hangAfter') return hang(reply);
    if (fault === 'errorAfter') return reply.code(500).send({ code: 'internal_error' });
    return reply.code(fault === 'duplicate' ? 409 : 200).send(answerOf(entry));
  }

  server.post('/v1/charges', (request, reply) => {
    const { token, capture, ...rest } = chargeSchema.parse(request.body);
    return operate({ kind: capture ? 'charge' : 'authorise', ...rest }, token, reply);
  });
  const followUp = (path: string, kind: Kind) =>
    server.post(path, (request, reply) => operate({ kind, ...followUpSchema.parse(request.body) }, undefined, reply));
  followUp('/v1/captures', 'capture');
  followUp('/v1/voids', 'void');
  followUp('/v1/refunds', 'refund');

  server.get<{ Params: { reference: string } }>('/v1/operations/:reference', async ({ params }, reply) => {
    const { reference } = params;
    if (inquiryFails(faults, reference, countOf(`inquiry ${reference}`)))
      return reply.code(500).send({ code: 'internal_error' });
    const entry = await acquirer.find(reference);
    return entry ? answerOf(entry) : reply.code(404).send({ outcome: 'not_found' });
  });
  server.get('/v1/log', (_, reply) =>
    reply.type('application/x-ndjson').send(journal.entries.map(entry => `${JSON.stringify(entry)}\n`).join('')),
  );

  interface Action {
    Params: { reference: string };
    Querystring: { return_url?: unknown };
  }
  server.get<Action>('/actions/:reference', async ({ params, query }, reply) => {
    const back = returnUrl(query.return_url, ownUrl());
    return reply.type('text/html').send(actionPage(await acquirer.find(params.reference), back));
  });
  for (const [verb, approve] of [
    ['approve', true],
    ['decline', false],
  ] as const) {
    server.post<Action>(`/actions/:reference/${verb}`, async ({ params, query }, reply) => {
      const entry = await acquirer.act(params.reference, approve);
      const back = returnUrl(query.return_url, ownUrl());
      return back ? reply.redirect(back, 303) : reply.type('text/html').send(actionPage(entry));
    });
  }
  // The page's form sends an empty body of this type.
  server.addContentTypeParser('application/x-www-form-urlencoded', (_request, _payload, done) => done(null, {}));

  server.put('/admin/faults', request => (faults = faultsSchema.parse(request.body)));
  server.post('/admin/operations', { bodyLimit: PAST_OPERATIONS_BYTES }, async request => ({
    added: await acquirer.takeOver(pastOperationsSchema.parse(request.body)),
  }));
  server.get('/health', () => ({ status: 'ok' }));

  server.setErrorHandler((error, _request, reply) => {
    if (error instanceof ZodError) return reply.code(400).send({ code: 'invalid_request', issues: error.issues });
    if (error instanceof RefusedError) return reply.code(422).send({ code: error.code });
    const status = (error as { statusCode?: number }).statusCode ?? 500;
    return reply.code(status).send({ code: status < 500 ? 'invalid_request' : 'internal_error' });
  });
  return server;
}

/** Takes the reply out of Fastify's hands and never answers: the caller's timeout decides. */
function hang(reply: FastifyReply): FastifyReply {
  return reply.hijack();
}
