import { createHash } from 'node:crypto';
import { html, Html } from '../identity-provider/pages/html.ts';

const STYLE = `
:root { color-scheme: light dark; --page: #f6f7f8; --card: #fff; --edge: #d5d9dd; --text: #16202a; --accent: #0f766e; }
@media (prefers-color-scheme: dark) {
  :root { --page: #12171c; --card: #1b2229; --edge: #38434d; --text: #edf1f4; --accent: #2dd4bf; }
}
body { margin: 0; padding: 3rem 1.25rem; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 34rem; margin: 0 auto; padding: 1.5rem; border: 1px solid var(--edge); border-top: 4px solid var(--accent); border-radius: 0.9rem; background: var(--card); }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; }
p { margin: 0; }
`;

/** One piece, so that no formatting comes between the style and its hash. */
const STYLE_ELEMENT = new Html(`<style>${STYLE}</style>`);

/** What the browser shows when it is back from the portal: a page of its own, without scripts. */
export const callbackPage = {
  contentSecurityPolicy: [
    "default-src 'none'",
    `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),

  html(title: string, text: string): string {
    return html`<!DOCTYPE html>
      <html lang="en">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>${title} · Payday</title>
          ${STYLE_ELEMENT}
        </head>
        <body>
          <main>
            <h1>${title}</h1>
            <p>${text}</p>
          </main>
        </body>
      </html>`.text;
  },
};
