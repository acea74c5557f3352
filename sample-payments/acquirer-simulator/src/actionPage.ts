import { formatAmount } from './formatAmount.ts';
import type { Entry } from './operations.ts';

/** The page where a customer approves a charge at their bank, as 3-D Secure would ask. */
export function actionPage(entry: Entry | undefined): string {
  if (!entry) return page('Nothing to approve', '<p>This payment is not known here.</p>');
  const what = formatAmount(entry.amount, entry.currency);
  if (entry.outcome === 'approved') return page('Approved', `<p>You approved ${what}. You can close this page.</p>`);
  if (entry.outcome === 'declined') return page('Declined', `<p>You declined ${what}. You can close this page.</p>`);
  return page(
    'Approve this payment?',
    `<p>A shop asks for <strong>${what}</strong>. This is a simulated bank: no money moves.</p>
    ${button(entry.reference, 'approve', 'Approve')}
    ${button(entry.reference, 'decline', 'Decline')}`,
  );
}

function button(reference: string, verb: string, label: string): string {
  return `<form method="post" action="/actions/${reference}/${verb}"><button>${label}</button></form>`;
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
