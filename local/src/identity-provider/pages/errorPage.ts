import type { KoaContextWithOIDC } from 'oidc-provider';
import { html } from './html.ts';
import { page } from './page.ts';

/** What went wrong in words for the person at the browser, and what to do about it. */
interface Explanation {
  title: string;
  what: string;
  next: string;
}

const EXPIRED: Explanation = {
  title: 'This sign-in has expired',
  what: 'The page was open for too long, was opened a second time, or the browser did not keep its cookie.',
  next: 'Go back to Payday and press “Sign in” again.',
};

const DISAGREEMENT: Explanation = {
  title: 'The portal and local sign-in do not fit together',
  what: 'The sign-in request is not one that this portal makes. Most often one of the two was started with other settings.',
  next: 'Restart both with ./payday down and then ./payday up, and sign in again.',
};

const NOT_FOUND: Explanation = {
  title: 'There is no such page',
  what: 'This address only serves to sign in to Payday.',
  next: 'Go to Payday and press “Sign in” there.',
};

const OUR_FAULT: Explanation = {
  title: 'Signing in failed',
  what: 'Something in local sign-in itself went wrong.',
  next: 'Try once more. If it fails again, ./payday logs identity-provider shows why.',
};

/** Answers with the page for an error of the protocol; details stay in the log. */
export function renderError(
  ctx: KoaContextWithOIDC,
  portal: URL,
  code: string,
  error: Error,
): void {
  ctx.type = 'html';
  ctx.body = errorPage(explain(code, error.name), portal, code);
}

/** The page for an address that does not exist. */
export function notFoundPage(portal: URL): string {
  return errorPage(NOT_FOUND, portal);
}

/** The page for a sign-in that can no longer be finished. */
export function expiredPage(portal: URL): string {
  return errorPage(EXPIRED, portal);
}

function explain(code: string, name: string): Explanation {
  if (name === 'SessionNotFound') return EXPIRED;
  if (code === 'server_error') return OUR_FAULT;
  if (code === 'invalid_request' && name === 'NotFound') return NOT_FOUND;
  return DISAGREEMENT;
}

function errorPage(
  { title, what, next }: Explanation,
  portal: URL,
  code?: string,
): string {
  return page(
    title,
    html`<div class="notice">
      <h1>${title}</h1>
      <p>${what}</p>
      <p>${next}</p>
      <p class="actions">
        <a class="primary" href="${portal.origin}/">Go to Payday</a>
      </p>
      ${code && html`<p class="code">Code: ${code}</p>`}
    </div>`,
  );
}
