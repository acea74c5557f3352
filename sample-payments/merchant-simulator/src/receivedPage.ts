import { createHash } from 'node:crypto';
import { LARGEST_INBOX, type Received } from './Inbox.ts';

const STYLE = `
:root { color-scheme: light dark; --text: #1c2430; --ground: #fff; --line: #c5ccd6; --link: #0b57b5; --bad: #a8071a; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6eaf0; --ground: #12171f; --line: #424d5c; --link: #8ab8ff; --bad: #ff9c9c; }
}
body { margin: 0 auto; max-width: 80rem; padding: 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text);
  background: var(--ground); }
a { color: var(--link); }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
caption { padding: 0.5rem 0; text-align: left; }
th, td { padding: 0.35rem 0.75rem 0.35rem 0; border-bottom: 1px solid var(--line); text-align: left; white-space: nowrap; }
.wrong { color: var(--bad); font-weight: 700; }
`;

/** The page's own style and nothing else: no script, no frame, no form, nothing from elsewhere. */
export const PAGE_POLICY = [
  `default-src 'none'`,
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  `base-uri 'none'`,
  `form-action 'none'`,
  `frame-ancestors 'none'`,
].join('; ');

const COLUMNS = ['Received', 'Endpoint', 'Event', 'Signature', 'Answered', 'Attempt', 'Payment', 'Webhook id', 'Trace'];

/** What merchants' servers received, newest first. Every word of it came from outside, so all of it is escaped. */
export function receivedPage(received: readonly Received[], isFiltered: boolean): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>Received webhooks</title>
    <style>${STYLE}</style>
  </head>
  <body>
    <main>
      <h1>Received webhooks</h1>
      <p>This server stands in for the servers of merchants. It keeps the last ${LARGEST_INBOX} deliveries, as long as it
      runs. A signature is <em>unknown</em> where this server was not told the endpoint’s secret; secrets are sealed in the
      database of the payments.</p>
      ${isFiltered ? '<p><a href="?">Show all</a></p>' : ''}
      ${received.length > 0 ? table(received) : '<p>Nothing was received yet.</p>'}
    </main>
  </body>
</html>
`;
}

function table(received: readonly Received[]): string {
  return `<div class="scroll" role="region" aria-labelledby="received" tabindex="0">
        <table>
          <caption id="received">Deliveries, newest first</caption>
          <thead><tr>${COLUMNS.map(name => `<th scope="col">${name}</th>`).join('')}</tr></thead>
          <tbody>${received.map(row).join('')}</tbody>
        </table>
      </div>`;
}

function row(each: Received): string {
  const cells = [
    `<time datetime="${escapeHtml(each.receivedAt)}">${escapeHtml(each.receivedAt)}</time>`,
    link('endpoint', each.endpoint),
    escapeHtml(each.type),
    each.signature === 'wrong' ? '<span class="wrong">wrong</span>' : each.signature,
    String(each.status),
    String(each.attempt),
    link('payment', each.payment),
    escapeHtml(each.webhookId),
    escapeHtml(each.traceparent ?? '–'),
  ];
  return `<tr>${cells.map(cell => `<td>${cell}</td>`).join('')}</tr>`;
}

function link(name: string, value: string): string {
  return `<a href="?${name}=${encodeURIComponent(value)}">${escapeHtml(value)}</a>`;
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
