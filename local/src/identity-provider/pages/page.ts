import { html } from './html.ts';
import type { Html } from './html.ts';
import { STYLESHEET_PATH } from './assets.ts';

/** A whole page: the brand, the banner that says this is not a real sign-in, and the content. */
export function page(title: string, main: Html): string {
  return html`<!DOCTYPE html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <title>${title} · Payday</title>
        <link rel="icon" href="/assets/payday.svg" type="image/svg+xml" />
        <link rel="stylesheet" href="${STYLESHEET_PATH}" />
      </head>
      <body>
        <header class="top">
          <p class="brand">
            <img src="/assets/payday.svg" alt="" width="28" height="28" />
            Payday
          </p>
          <p class="banner">
            <strong>Local sign-in: for this machine only.</strong>
            <span>Anyone at this computer can be anyone. No passwords.</span>
          </p>
        </header>
        <main>${main}</main>
      </body>
    </html>`.text;
}
