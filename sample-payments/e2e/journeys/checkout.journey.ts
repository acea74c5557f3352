import { verifySignature } from '@payments/core/webhooks';
import { expect, makeCheckout, pay, test } from './test.ts';

test.use({ as: 'admin' });

test('a payment settles, and its events arrive, signed, and are in the log', async ({ page, facts, received }) => {
  const link = await makeCheckout(page, '24.90', 'Filter coffee');
  const paymentId = new URL(link).pathname.split('/').at(-1) ?? '';

  await page.goto(link);
  await expect(page.getByRole('heading', { name: 'Nordlicht Coffee' })).toBeVisible();
  await expect(page.getByText('€24.90').first()).toBeVisible();
  expect(page.url()).not.toContain('#');
  await pay(page, 'Card that is approved');
  await expect(page.getByRole('heading', { name: 'Paid' })).toBeFocused();

  const ofPayment = async () => {
    const messages = await received();
    return messages.filter(({ body }) => body.includes(paymentId));
  };
  await expect
    .poll(async () => (await ofPayment()).map(({ body }) => (JSON.parse(body) as { type: string }).type).sort())
    .toStrictEqual(['payment.created', 'payment.succeeded']);
  for (const { signature, ...message } of await ofPayment()) {
    expect(verifySignature(message, signature, facts.webhookSecret, new Date())).toBe(true);
    expect(verifySignature({ ...message, body: `${message.body} ` }, signature, facts.webhookSecret, new Date())).toBe(
      false,
    );
  }

  await page.goto('/webhooks');
  await page.getByRole('link', { name: facts.webhookUrl }).click();
  const log = page.getByRole('table', { name: 'Delivery log' });
  const row = log.getByRole('row', { name: new RegExp(`payment\\.succeeded.*${paymentId.slice(-8)}`) });
  await expect(row).toContainText('Delivered');
  await expect(row).toContainText('HTTP 204');
  await row.getByRole('link', { name: /^Payment/ }).click();
  await expect(page.getByRole('heading', { name: '€24.90', level: 1 })).toBeVisible();
  await expect(page.getByRole('table', { name: 'Ledger of this payment' })).toContainText('€24.90');
});

test('a declined card can be replaced by another', async ({ page }) => {
  await page.goto(await makeCheckout(page, '5', 'Tea'));
  await pay(page, 'Card without funds');
  await expect(page.getByRole('alert')).toContainText('The payment was declined.');
  await expect(page.getByRole('alert')).toContainText('insufficient funds');
  await pay(page, 'Card that is approved');
  await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible();
});

test('an extra step leads to the bank and back', async ({ page, facts }) => {
  const link = await makeCheckout(page, '80', 'Grinder');
  await page.goto(link);
  await pay(page, 'Card that asks its holder');
  await page.getByRole('button', { name: 'Approve' }).click();
  await expect(page).toHaveURL(`${facts.webUrl}${new URL(link).pathname}`);
  await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible();
});

test('an extra step that is refused at the bank is a decline', async ({ page }) => {
  await page.goto(await makeCheckout(page, '80', 'Grinder'));
  await pay(page, 'Card that asks its holder');
  await page.getByRole('button', { name: 'Decline' }).click();
  await expect(page.getByRole('alert')).toContainText('The payment was declined.');
  await expect(page.getByRole('button', { name: /^Pay / })).toBeVisible();
});

test('pressing twice pays once', async ({ page }) => {
  await page.goto(await makeCheckout(page, '12', 'Beans'));
  const asked: string[] = [];
  page.on('request', request => request.url().endsWith('/confirm') && asked.push(request.url()));
  await page.getByRole('radio', { name: 'Card of a slow bank' }).check();
  await page.getByRole('button', { name: /^Pay / }).dblclick();
  await expect(page.getByRole('button', { name: 'Paying …' })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible();
  expect(asked).toHaveLength(1);
});

test('what the bank does not answer is processing, and is found out', async ({ page }) => {
  const link = await makeCheckout(page, '33', 'Kettle');
  await page.goto(link);
  await pay(page, 'Card of a bank that does not answer');
  await expect(page.getByRole('heading', { name: 'Waiting for the bank' })).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible({ timeout: 40_000 });
});

test('a link without its secret cannot be used', async ({ browser, facts, page }) => {
  const link = new URL(await makeCheckout(page, '9', 'Filter'));
  const stranger = await browser.newPage({ baseURL: facts.webUrl });
  await stranger.goto(link.pathname);
  await expect(stranger.getByRole('heading', { name: 'This link cannot be used' })).toBeVisible();
  await stranger.close();
});
