import type { IncomingMessage, ServerResponse } from 'node:http';
import { answer } from './answer.ts';
import { backendEnvironment } from './backend/backendEnvironment.ts';
import { runHttpBackend } from './backend/runHttpBackend.ts';
import { syncRepository } from './git/syncRepository.ts';
import type { AllowedRequest } from './AllowedRequest.ts';
import { hookEnvironment } from './hooks/hookEnvironment.ts';
import { PushFolder } from './push/PushFolder.ts';
import type { ServerContext } from './ServerContext.ts';

/** Serves one request of the smart protocol when there is a slot for it. @throws Busy */
export async function serveGit(
  context: ServerContext,
  allowed: AllowedRequest,
): Promise<void> {
  const { request, response, route } = allowed;
  if (route.kind !== 'git') return;
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding))
    return answer(response, 415, `${encoding} is not understood: use gzip.`);
  const signal = AbortSignal.any([
    whenGone(response),
    AbortSignal.timeout(context.requestTimeoutMs),
  ]);
  const giveBack = await context.slots.take(signal);
  try {
    if (route.service === 'git-receive-pack' && !route.advertises)
      await servePush(context, allowed, signal);
    else await callBackend(context, allowed, signal);
  } finally {
    giveBack();
  }
}

/** Serves a push: what it moved is durable before the client hears of it, and told to the listeners after. */
async function servePush(
  context: ServerContext,
  allowed: AllowedRequest,
  signal: AbortSignal,
): Promise<void> {
  const { repository, caller, route } = allowed;
  const push = await PushFolder.create(context.pushesFolder);
  try {
    const hooks = hookEnvironment({
      repository: route.repository,
      person: caller.person,
      mayPushMain: caller.mayPushMain.includes(route.repository),
      pushFolder: push.path,
    });
    await callBackend(context, allowed, signal, hooks, async () => {
      const updates = await push.updates(repository);
      const refs = updates.map(({ ref }) => ref);
      if (refs.length > 0) await syncRepository(repository.folder, refs);
    });
  } finally {
    const pushOptions = await push.pushOptions();
    for (const update of await push.updates(repository)) {
      context.listeners.tell({
        repository: route.repository,
        ...update,
        person: caller.person,
        pushOptions,
      });
      context.maintenance.consider(repository.folder);
    }
    await push.remove();
  }
}

async function callBackend(
  context: ServerContext,
  { route, caller, request, response }: AllowedRequest,
  signal: AbortSignal,
  hooks: Record<string, string> = {},
  beforeEnd: () => Promise<void> = async () => {},
): Promise<void> {
  if (route.kind !== 'git') return;
  const mayPush = caller.repositories[route.repository] === 'write';
  const env = backendEnvironment(
    {
      root: context.folder,
      pathInfo: `/${route.repository}.git/${
        route.advertises ? 'info/refs' : route.service
      }`,
      query: route.advertises ? `service=${route.service}` : '',
      person: caller.person,
      mayPush,
    },
    request as IncomingMessage,
  );
  await runHttpBackend({
    program: context.httpBackend,
    env: { ...env, ...hooks },
    request,
    response,
    signal,
    beforeEnd,
    log: context.log,
  });
}

/** Aborts when the client closed the connection before its answer was whole. */
function whenGone(response: ServerResponse): AbortSignal {
  const controller = new AbortController();
  response.once('close', () => {
    if (!response.writableFinished)
      controller.abort(new Error('the client is gone'));
  });
  if (response.destroyed) controller.abort(new Error('the client is gone'));
  return controller.signal;
}
