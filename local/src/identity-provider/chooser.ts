import type { IncomingMessage } from 'node:http';
import { errors } from 'oidc-provider';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import { chooserPage } from './pages/chooserPage.ts';
import { expiredPage } from './pages/errorPage.ts';
import type { Person } from './people.ts';
import type { IdentityProviderSettings } from './settings.ts';

const PATH = /^\/sign-in\/[\w-]+$/;

/** A name and a button are well below this many bytes. */
const MAX_FORM_BYTES = 4096;

/**
 * Middleware for `/sign-in/<id>`: shows the people and takes the choice.
 *
 * A choice counts only with the signed cookie that was set when this sign-in started, and only when the browser says
 * the form was sent from this very page: other ports of localhost are the same site to a SameSite cookie.
 */
export function chooser(
  provider: Provider,
  people: Person[],
  settings: IdentityProviderSettings,
) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
    if (!PATH.test(ctx.path)) return next();
    try {
      await provider.interactionDetails(ctx.req, ctx.res);
      if (ctx.method === 'POST') await choose(ctx);
      else show(ctx);
    } catch (error) {
      if (!(error instanceof errors.SessionNotFound)) throw error;
      ctx.status = 400;
      ctx.body = expiredPage(settings.portal);
    }
    return undefined;
  };

  function show(ctx: KoaContextWithOIDC, problem?: string) {
    ctx.status = problem ? 400 : 200;
    ctx.type = 'html';
    ctx.body = chooserPage(people, ctx.path, problem);
  }

  async function choose(ctx: KoaContextWithOIDC) {
    if (ctx.get('origin') !== `${ctx.protocol}://${ctx.host}`) {
      show(ctx, 'That choice was not made on this page. Please choose here.');
      return;
    }
    const form = await readForm(ctx.req);
    const person = people.find(({ name }) => name === form?.get('person'));
    if (!person && !form?.has('cancel')) {
      show(ctx, 'Payday does not know that person. Please choose one below.');
      return;
    }
    const result = person
      ? { login: { accountId: person.name, remember: false } }
      : {
          error: 'access_denied',
          error_description: 'Sign-in was cancelled',
        };
    ctx.redirect(
      await provider.interactionResult(ctx.req, ctx.res, result, {
        mergeWithLastSubmission: false,
      }),
    );
    ctx.status = 303;
  }
}

/** The form's fields; undefined when it is larger than any form of ours. */
async function readForm(
  request: IncomingMessage,
): Promise<URLSearchParams | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > MAX_FORM_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}
