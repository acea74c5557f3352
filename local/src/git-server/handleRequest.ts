import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { AccessUnreadable } from './access/AccessTable.ts';
import { allows } from './access/accessSchema.ts';
import { tokenOf } from './access/tokenOf.ts';
import { answer } from './answer.ts';
import { Busy } from './backend/Slots.ts';
import { findRoute } from './findRoute.ts';
import { BareRepository } from './git/BareRepository.ts';
import { receiveAnnouncement } from './push/receiveAnnouncement.ts';
import { serveGit } from './serveGit.ts';
import type { AllowedRequest } from './AllowedRequest.ts';
import type { ServerContext } from './ServerContext.ts';

/** Finds what is asked for and by whom, refuses or serves it, and logs how it went. Never throws. */
export async function handleRequest(
  context: ServerContext,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const start = Date.now();
  let person = 'nobody';
  try {
    const route = findRoute(request.method, request.url);
    if (route === undefined)
      return answer(response, 404, 'There is no such thing on this server.');
    if (route.kind === 'health') {
      context.access.entries();
      return answer(response, 200, 'ok');
    }
    const allowed = authorize(context, route, request, response);
    if (allowed === undefined) return;
    person = allowed.caller.person;
    if (route.kind === 'git') await serveGit(context, allowed);
    else await receiveAnnouncement(context, allowed);
  } catch (error) {
    fail(context, response, error);
  } finally {
    if (request.url !== '/healthz')
      context.log(
        `${person} ${request.method} ${request.url} ${response.statusCode} ${
          Date.now() - start
        } ms`,
      );
  }
}

function authorize(
  { access, folder }: ServerContext,
  route: AllowedRequest['route'],
  request: IncomingMessage,
  response: ServerResponse,
): AllowedRequest | undefined {
  const token = tokenOf(request.headers.authorization);
  const caller = token === undefined ? undefined : access.find(token);
  const name = route.repository;
  if (caller === undefined) {
    answer(
      response,
      401,
      token === undefined
        ? 'Say who you are: any user name, and your Git token as the password.'
        : 'This token is not known. How to get yours: docs/guides/embedded-platform.md',
      { 'www-authenticate': 'Basic realm="Payday Git", charset="UTF-8"' },
    );
    return undefined;
  }
  const repository = new BareRepository(join(folder, `${name}.git`));
  if (!repository.exists()) {
    answer(response, 404, `There is no repository ${name}.`);
    return undefined;
  }
  const isRead = route.kind === 'git' && route.service === 'git-upload-pack';
  if (!allows(caller, name, isRead ? 'read' : 'write')) {
    answer(
      response,
      403,
      `${caller.person} may not ${isRead ? 'read' : 'push to'} ${name}.`,
    );
    return undefined;
  }
  return { route, repository, caller, request, response };
}

function fail(
  { log }: ServerContext,
  response: ServerResponse,
  error: unknown,
): void {
  const isTemporary =
    error instanceof Busy || error instanceof AccessUnreadable;
  if (!response.destroyed) log(`failed: ${(error as Error).message}`);
  if (response.headersSent || response.destroyed) response.destroy();
  else if (isTemporary)
    answer(response, 503, 'Not now; try again.', { 'retry-after': '5' });
  else answer(response, 500, 'The server failed; its log says why.');
}
