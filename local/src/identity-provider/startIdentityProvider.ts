import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { errors } from 'oidc-provider';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { Problem } from '../problem.ts';
import { chooser } from './chooser.ts';
import { createProvider } from './createProvider.ts';
import { loadOrCreateKeys } from './keys.ts';
import { isLoopbackHostname, requireLoopback } from './loopback.ts';
import { ASSETS } from './pages/assets.ts';
import { notFoundPage, renderError } from './pages/errorPage.ts';
import { readPeople } from './people.ts';
import type { IdentityProviderSettings } from './settings.ts';
import { SignInStore } from './SignInStore.ts';

type Middleware = (
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
) => Promise<void>;

/** A provider that is listening. */
export interface RunningIdentityProvider {
  /** How many people can sign in. */
  people: number;
  close(): Promise<void>;
}

/**
 * Starts the provider on loopback and resolves once it can sign people in.
 * @param log gets one line per sign-in, refusal and failure; never a secret
 * @throws Problem for addresses off loopback, an unusable people file or a taken port
 */
export async function startIdentityProvider(
  settings: IdentityProviderSettings,
  log: (line: string) => void,
): Promise<RunningIdentityProvider> {
  requireLoopback('its own address', settings.issuer);
  requireLoopback('the portal’s address', settings.portal);
  const people = readPeople(settings.peopleFile);
  const provider = createProvider({
    settings,
    people,
    keys: loadOrCreateKeys(settings.dataFolder, log),
    store: new SignInStore(
      join(settings.dataFolder, 'identity', 'sign-ins.json'),
      { report: log },
    ),
  });
  logEvents(provider, log);
  provider.use(safeHeaders(settings));
  provider.use(onlyLoopbackHosts);
  provider.use(errorPages(settings, log));
  provider.use(smallAnswers);
  provider.use(chooser(provider, people, settings));
  const server = createServer(provider.callback());
  await listen(server, settings.issuer);
  return { people: people.length, close: () => close(server) };
}

/**
 * No script at all, and nothing from elsewhere. The form may lead to the portal, because a browser applies `form-action`
 * to the redirects that follow. No Cross-Origin-Opener-Policy: it would cut the sign-in window off from the portal.
 */
function safeHeaders({
  portal,
  frontend,
}: IdentityProviderSettings): Middleware {
  const contentSecurityPolicy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self'",
    `form-action ${[
      ...new Set(["'self'", portal.origin, frontend.origin]),
    ].join(' ')}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  return async (ctx, next) => {
    ctx.set('Content-Security-Policy', contentSecurityPolicy);
    ctx.set('X-Content-Type-Options', 'nosniff');
    ctx.set('X-Frame-Options', 'DENY');
    ctx.set('Referrer-Policy', 'same-origin');
    if (!ctx.path.startsWith('/assets/')) ctx.set('Cache-Control', 'no-store');
    await next();
  };
}

/** A name of someone else's that resolves to 127.0.0.1 must not reach the provider through a victim's browser. */
const onlyLoopbackHosts: Middleware = async (ctx, next) => {
  if (isLoopbackHostname(ctx.hostname) || ctx.hostname === '::1') {
    await next();
    return;
  }
  ctx.status = 421;
  ctx.body = 'Local sign-in answers only to localhost, 127.0.0.1 and ::1.\n';
};

/** Turns what our own pages throw, and addresses that do not exist, into pages. */
function errorPages(
  settings: IdentityProviderSettings,
  log: (line: string) => void,
): Middleware {
  return async (ctx, next) => {
    try {
      await next();
    } catch (error) {
      log(`failed to answer ${ctx.method} ${ctx.path}: ${describe(error)}`);
      ctx.status = 500;
      renderError(ctx, settings.portal, 'server_error', error as Error);
    }
    if (ctx.status === 404 && ctx.accepts('json', 'html') === 'html') {
      ctx.type = 'html';
      ctx.body = notFoundPage(settings.portal);
      ctx.status = 404;
    }
  };
}

/** `GET /healthz` and the files of the pages. */
const smallAnswers: Middleware = async (ctx, next) => {
  const asset = ASSETS.get(ctx.path);
  if (ctx.path === '/healthz') {
    ctx.body = { status: 'ok' };
  } else if (asset) {
    ctx.type = asset.type;
    ctx.set('Cache-Control', 'max-age=3600');
    ctx.body = asset.body;
  } else {
    await next();
  }
};

function logEvents(provider: Provider, log: (line: string) => void): void {
  const clientOf = (ctx: KoaContextWithOIDC) =>
    ctx.oidc?.client?.clientId ?? 'an unknown client';
  provider.on('authorization.success', ctx =>
    log(`${ctx.oidc.session?.accountId} signed in to ${clientOf(ctx)}`),
  );
  provider.on('authorization.error', (ctx, error) =>
    log(`sign-in to ${clientOf(ctx)} refused: ${describe(error)}`),
  );
  provider.on('grant.error', (ctx, error) =>
    log(`tokens for ${clientOf(ctx)} refused: ${describe(error)}`),
  );
  provider.on('grant.revoked', ctx =>
    log(`a sign-in to ${clientOf(ctx)} was ended`),
  );
  provider.on('server_error', (_ctx, error) =>
    log(`failed: ${error.stack ?? error.message}`),
  );
}

function describe(error: unknown): string {
  if (error instanceof errors.OIDCProviderError)
    return [error.error, error.error_description].filter(Boolean).join(', ');
  return error instanceof Error ? error.stack ?? error.message : String(error);
}

async function listen(server: Server, issuer: URL): Promise<void> {
  const port = Number(issuer.port || 80);
  const host = issuer.hostname === '[::1]' ? '::1' : '127.0.0.1';
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new Problem(
              `Local sign-in cannot listen on ${host}:${port}: another process has the port.`,
              [
                `See which one:  ss -ltnp 'sport = :${port}'`,
                'Or use other ports:  ./payday up --port-offset 100',
              ],
            )
          : error,
      ),
    );
    server.listen(port, host, resolve);
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>(resolve => {
    server.close(() => resolve());
  });
  server.closeAllConnections();
  await closed;
}
