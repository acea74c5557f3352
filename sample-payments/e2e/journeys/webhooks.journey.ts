import { expect, makeCheckout, test } from './test.ts';

test.use({ as: 'admin' });

test('an event is sent again, under the same id', async ({ page, facts, received }) => {
  const link = await makeCheckout(page, '7', 'Gift card');
  const paymentId = new URL(link).pathname.split('/').at(-1) ?? '';
  const ofPayment = async () => (await received()).filter(({ body }) => body.includes(paymentId));
  await expect.poll(async () => (await ofPayment()).length).toBe(1);

  await page.goto('/webhooks');
  await page.getByRole('link', { name: facts.webhookUrl }).click();
  await page.getByRole('button', { name: `Resend payment.created of ${paymentId}` }).click();
  await expect(page.getByRole('status').filter({ hasText: 'payment.created is sent again.' })).toBeVisible();
  await expect.poll(async () => (await ofPayment()).length).toBe(2);
  const ids = (await ofPayment()).map(({ id }) => id);
  expect(new Set(ids).size).toBe(1);
});

test('what was given up is marked, and can be sent again', async ({ page }) => {
  await page.goto('/webhooks');
  await page.getByRole('link', { name: /nordlicht\.example/ }).click();
  await page.getByRole('combobox', { name: 'Show' }).selectOption('Given up');
  const dead = page.getByRole('row', { name: /Given up/ });
  await expect(dead.first()).toContainText('HTTP 503');
  await expect(dead.first().getByRole('button', { name: /^Resend/ })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Show' })).toHaveValue('dead');
});

test('an endpoint is added, its secret rotated and shown once, and it is removed', async ({ page }) => {
  await page.goto('/webhooks');
  await page.getByRole('button', { name: 'Add endpoint' }).click();
  const address = page.getByRole('dialog').getByRole('textbox', { name: 'Address' });
  await address.fill('http://shop.example/hooks');
  await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
  await expect(address).toHaveAccessibleDescription(/starts with https/);
  await address.fill('https://shop.example/hooks');
  await page.getByRole('dialog').getByRole('button', { name: 'Add endpoint' }).click();
  const secret = page.getByRole('textbox', { name: 'Signing secret' });
  await expect(secret).toHaveValue(/^whsec_/);
  const first = await secret.inputValue();
  await page.getByRole('button', { name: 'I have stored it' }).click();

  await page.getByRole('link', { name: 'https://shop.example/hooks' }).click();
  await expect(page.getByRole('heading', { name: 'Nothing was sent yet' })).toBeVisible();
  await page.getByRole('button', { name: 'Rotate secret' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Rotate secret' }).click();
  await expect(secret).toHaveValue(/^whsec_/);
  expect(await secret.inputValue()).not.toBe(first);
  await page.keyboard.press('Escape');
  await expect(secret).toBeVisible();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(secret).toBeHidden();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible();
  await page.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove endpoint' }).click();
  await expect(page.getByRole('heading', { name: 'Webhooks', level: 1 })).toBeVisible();
  await expect(page.getByRole('link', { name: 'https://shop.example/hooks' })).toBeHidden();
});
