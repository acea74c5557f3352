import { formatAmount } from './formatAmount.ts';
import type { Entry } from './operations.ts';

/**
 * The page where a customer approves a charge at their bank, as 3-D Secure would ask.
 * @param back where they go afterwards, checked
 */
export function actionPage(entry: Entry | undefined, back?: string): string {
  if (!entry) return page('Nothing to approve', '<p>This payment is not known here.</p>');
  const what = formatAmount(entry.amount, entry.currency);
  const end = back ? `<a href="${escapeAttribute(back)}">Back to the shop</a>.` : 'You can close this page.';
  if (entry.outcome === 'approved') return page('Approved', `<p>You approved ${what}. ${end}</p>`);
  if (entry.outcome === 'declined') return page('Declined', `<p>You declined ${what}. ${end}</p>`);
  return page(
    'Approve this payment?',
    `<p>A shop asks for <strong>${what}</strong>. This is a simulated bank: no money moves.</p>
    ${button(entry.reference, 'approve', 'Approve', back)}
    ${button(entry.reference, 'decline', 'Decline', back)}`,
  );
}

function button(reference: string, verb: string, label: string, back: string | undefined): string {
  const query = back ? `?return_url=${encodeURIComponent(back)}` : '';
  return `<form method="post" action="/actions/${reference}/${verb}${query}"><button>${label}</button></form>`;
}

function escapeAttribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width" />
    <title>${title}</title>
  </head>
  <body>
    <main><h1>${title}</h1>${body}</main>
  </body>
</html>
`;
}
