import { expect, makeCheckout, pay, test } from './test.ts';
import type { Page } from '@playwright/test';

/** Presses Tab until an element has the focus, as somebody without a pointer would. */
async function tabTo(page: Page, role: 'button' | 'combobox' | 'textbox', name: string | RegExp): Promise<void> {
  const target = page.getByRole(role, { name });
  await expect(async () => {
    for (let presses = 0; presses < 40; presses += 1) {
      if (await target.evaluate(element => element === document.activeElement)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`${String(name)} was not reached by Tab.`);
  }).toPass({ timeout: 20_000 });
}

test.describe('an operator', () => {
  test.use({ as: 'admin' });

  test('refunds a part by keyboard alone', async ({ page }) => {
    const link = await makeCheckout(page, '10.50', 'Espresso beans');
    await page.goto(link);
    await pay(page, 'Card that is approved');
    await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible();
    await page.goto(`/payments/${new URL(link).pathname.split('/').at(-1)}`);
    await expect(page.getByRole('heading', { name: '€10.50', level: 1 })).toBeFocused();

    await tabTo(page, 'button', 'Refund');
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('dialog', { name: 'Refund payment' });
    const amount = dialog.getByRole('textbox', { name: 'Amount' });
    await expect(amount).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('10.51');
    await page.keyboard.press('Enter');
    await expect(amount).toHaveAttribute('aria-invalid', 'true');
    await expect(amount).toHaveAccessibleDescription(/Enter at most €10\.50\./);
    await expect(amount).toBeFocused();
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('4.25');
    await tabTo(page, 'combobox', 'Reason');
    await page.keyboard.type('Requested');
    await expect(dialog.getByText('€4.25 goes back to the customer. This cannot be undone.')).toBeVisible();
    await tabTo(page, 'button', 'Refund €4.25');
    await page.keyboard.press('Enter');

    await expect(dialog).toBeHidden();
    await expect(page.getByRole('status').filter({ hasText: /€4\.25/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Refund' })).toBeFocused();
    const refunds = page.getByRole('table', { name: 'Refunds of this payment' });
    await expect(refunds.getByRole('row', { name: /€4\.25 Succeeded Requested by customer/ })).toBeVisible();
    await expect(page.getByRole('definition').filter({ hasText: 'Partly refunded' })).toBeVisible();

    await page.keyboard.press('Enter');
    await expect(amount).toHaveValue('6.25');
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(page.getByRole('button', { name: 'Refund' })).toBeFocused();
  });

  for (const [operation, outcome] of [
    ['Capture', 'Succeeded'],
    ['Cancel payment', 'Canceled'],
  ] as const) {
    test(`${operation} of what is held ends as ${outcome}`, async ({ page }) => {
      const link = await makeCheckout(page, '30', 'Hand grinder', 'By hand: hold the money first');
      await page.goto(link);
      await pay(page, 'Card that is approved');
      await expect(page.getByRole('heading', { name: 'Approved' })).toBeVisible();
      await page.goto(`/payments/${new URL(link).pathname.split('/').at(-1)}`);
      await expect(page.getByText('The money is held, not taken.')).toBeVisible();
      await page.getByRole('button', { name: operation }).click();
      await page.getByRole('dialog').getByRole('button', { name: operation }).click();
      await expect(page.getByRole('dialog')).toBeHidden();
      await expect(page.getByRole('definition').filter({ hasText: outcome })).toBeVisible();
      await expect(page.getByRole('button', { name: operation })).toBeHidden();
    });
  }
});

test.describe('a viewer', () => {
  test.use({ as: 'viewer' });

  test('sees payments and cannot refund, by page or by request', async ({ page, facts }) => {
    await page.goto('/payments?status=succeeded');
    await page.getByRole('table', { name: 'Payments' }).getByRole('link').first().click();
    await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Refund' })).toBeHidden();
    const paymentId = new URL(page.url()).pathname.split('/').at(-1);
    const response = await page.request.post(`/v1/dashboard/payments/${paymentId}/refunds`, {
      headers: { origin: facts.webUrl, 'idempotency-key': crypto.randomUUID() },
      data: {},
    });
    expect(response.status()).toBe(403);
    expect(await response.json()).toMatchObject({ error: { code: 'role_forbids' } });
    await page.goto('/payments/new');
    await expect(page.getByRole('heading', { name: /Your role cannot/ })).toBeVisible();
    await page.goto('/api-keys');
    await expect(page.getByRole('heading', { name: 'Your role cannot see API keys' })).toBeVisible();
  });
});
