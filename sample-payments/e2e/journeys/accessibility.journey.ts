import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, makeCheckout, pay, test } from './test.ts';

// What axe does to a page would fill the traces.
test.use({ trace: 'off' });

type Role = 'admin' | 'viewer' | 'newcomer';

/** A page or dialog, and how to get there. The heading tells that it is there. */
interface Place {
  name: string;
  as?: Role;
  open: (page: Page) => Promise<void>;
}

const at =
  (path: string, heading: string | RegExp) =>
  async (page: Page): Promise<void> => {
    await page.goto(path);
    await expect(page.getByRole('heading', { name: heading }).first()).toBeVisible();
  };

const firstPayment = (status: string) => async (page: Page) => {
  await page.goto(`/payments?status=${status}`);
  await page.getByRole('table', { name: 'Payments' }).getByRole('link').first().click();
  await expect(page.getByRole('heading', { name: 'Timeline' })).toBeVisible();
};

const pressing =
  (before: Place['open'], button: string) =>
  async (page: Page): Promise<void> => {
    await before(page);
    await page.getByRole('button', { name: button }).first().click();
    await expect(page.getByRole('dialog')).toBeVisible();
  };

const endpoint = async (page: Page) => {
  await page.goto('/webhooks');
  await page.getByRole('link', { name: /nordlicht\.example/ }).click();
  await expect(page.getByRole('table', { name: 'Delivery log' })).toBeVisible();
};

const checkout = async (page: Page) => {
  await page.goto(await makeCheckout(page, '24.90', 'Coffee'));
  await expect(page.getByRole('button', { name: /^Pay / })).toBeVisible();
};

const PLACES: readonly Place[] = [
  { name: 'sign in', open: at('/sign-in', 'Sign in') },
  { name: 'home', as: 'admin', open: at('/', 'Volume in EUR') },
  { name: 'home of a new shop', as: 'newcomer', open: at('/', /No money was taken/) },
  { name: 'payments', as: 'admin', open: at('/payments', 'All payments') },
  { name: 'payments with a wrong filter', as: 'admin', open: at('/payments?min=5', 'Nothing was looked up') },
  { name: 'no payments', as: 'newcomer', open: at('/payments', 'No payments yet') },
  { name: 'a payment', as: 'admin', open: firstPayment('succeeded') },
  { name: 'a payment that waits for capture', as: 'admin', open: firstPayment('requires_capture') },
  { name: 'refunding', as: 'admin', open: pressing(firstPayment('succeeded'), 'Refund') },
  { name: 'capturing', as: 'admin', open: pressing(firstPayment('requires_capture'), 'Capture') },
  { name: 'canceling', as: 'admin', open: pressing(firstPayment('requires_capture'), 'Cancel payment') },
  { name: 'a new payment', as: 'admin', open: at('/payments/new', 'New payment') },
  {
    name: 'a payment’s link',
    as: 'admin',
    open: async page => {
      await makeCheckout(page, '3', 'Filter');
    },
  },
  { name: 'webhooks', as: 'admin', open: at('/webhooks', 'Endpoints') },
  { name: 'adding an endpoint', as: 'admin', open: pressing(at('/webhooks', 'Endpoints'), 'Add endpoint') },
  { name: 'an endpoint', as: 'admin', open: endpoint },
  { name: 'rotating a secret', as: 'admin', open: pressing(endpoint, 'Rotate secret') },
  { name: 'removing an endpoint', as: 'admin', open: pressing(endpoint, 'Remove') },
  { name: 'API keys', as: 'admin', open: at('/api-keys', 'Keys') },
  { name: 'creating a key', as: 'admin', open: pressing(at('/api-keys', 'Keys'), 'Create key') },
  { name: 'rolling a key', as: 'admin', open: pressing(at('/api-keys', 'Keys'), 'Roll Demonstration') },
  { name: 'revoking a key', as: 'admin', open: pressing(at('/api-keys', 'Keys'), 'Revoke Demonstration') },
  {
    name: 'a key that is shown once',
    as: 'newcomer',
    open: async page => {
      await pressing(at('/api-keys', 'Keys'), 'Create key')(page);
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox', { name: 'Name' }).fill('Server');
      await dialog.getByRole('checkbox', { name: 'payments:read' }).check();
      await dialog.getByRole('button', { name: 'Create key' }).click();
      await expect(page.getByRole('textbox', { name: 'API key', exact: true })).toBeVisible();
    },
  },
  {
    name: 'something that is on its way',
    as: 'admin',
    open: async page => {
      await page.route('**/v1/dashboard/payments?**', () => {});
      await page.goto('/payments');
      await expect(page.getByRole('status').filter({ hasText: 'Loading payments' })).toBeAttached();
    },
  },
  {
    name: 'something that did not come',
    as: 'admin',
    open: async page => {
      await page.route('**/v1/dashboard/payments?**', route => route.abort());
      await page.goto('/payments');
      await expect(page.getByRole('alert')).toContainText('Could not load payments.');
    },
  },
  { name: 'a payment that does not exist', as: 'admin', open: at('/payments/pay_1', /does not exist/) },
  { name: 'what a role cannot see', as: 'viewer', open: at('/api-keys', /Your role cannot/) },
  { name: 'an address that is none', as: 'admin', open: at('/nowhere', 'Page not found') },
  { name: 'checkout', as: 'admin', open: checkout },
  {
    name: 'a declined checkout',
    as: 'admin',
    open: async page => {
      await checkout(page);
      await pay(page, 'Card without funds');
      await expect(page.getByRole('alert')).toBeVisible();
    },
  },
  {
    name: 'a paid checkout',
    as: 'admin',
    open: async page => {
      await checkout(page);
      await pay(page, 'Card that is approved');
      await expect(page.getByRole('heading', { name: 'Paid' })).toBeVisible();
    },
  },
  { name: 'a checkout link that cannot be used', open: at('/checkout/pay_1', 'This link cannot be used') },
];

for (const place of PLACES) {
  test.describe(place.name, () => {
    test.use({ as: place.as });

    test('has no violation in light and dark, and fits 320 px', async ({ page }) => {
      // Colours on their way from one to the other have no contrast to measure.
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
      await place.open(page);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        const { violations } = await new AxeBuilder({ page })
          .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
          .analyze();
        const found = violations.map(
          ({ id, nodes }) => `${colorScheme} ${id}: ${nodes.map(node => node.html).join(' ')}`,
        );
        expect(found).toStrictEqual([]);
      }
      // The width that 1280 px have at a zoom of 400 %; 200 % is between the two.
      for (const width of [640, 320]) {
        await page.setViewportSize({ width, height: 720 });
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, `wider than ${width} px`).toBeLessThanOrEqual(0);
      }
    });
  });
}
