import type { Locator, Page } from '@playwright/test';
import { cluster } from '../cluster';
import { documentationShown } from '../documentation';
import { expect, test } from '../fixtures';

test('the home page says honestly why it shows no figures', async ({
  pageAs,
}) => {
  const page = await pageAs('ana-lima', '/');
  for (const slot of [
    'Waiting for me',
    'My previews',
    'Burning SLOs',
    'Latest deployments',
  ]) {
    await expect(page.getByRole('region', { name: slot })).toContainText(
      cluster === 'none' ? 'No cluster is connected' : 'Nothing shows this yet',
    );
  }
  await expect(
    page.getByRole('region', { name: /team.s components/ }).getByRole('link', {
      name: 'Checkout web',
    }),
  ).toBeVisible();
});

test('the catalog lists the components of payments and the portal itself', async ({
  pageAs,
}) => {
  const page = await pageAs(
    'ana-lima',
    '/catalog?filters[kind]=component&filters[user]=all',
  );
  for (const component of [
    'Checkout web',
    'Payments API',
    'Settlement worker',
    'Payday portal',
  ]) {
    await expect(
      page.getByRole('link', { name: component, exact: true }),
    ).toBeVisible();
  }
});

test('a component tells its owner, its system and the API it provides', async ({
  pageAs,
}) => {
  const page = await pageAs(
    'deniz-kaya',
    '/catalog/default/component/payments-api',
  );
  await expect(
    page.getByRole('heading', { name: 'Payments API' }),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Payments core' }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'Payments API v1' }),
  ).toBeVisible();
});

test('an API shows the operations of its OpenAPI definition', async ({
  pageAs,
}) => {
  const page = await pageAs('ana-lima', '/api-docs');
  await page.getByRole('link', { name: 'Payments API v1' }).click();
  await page.getByRole('button', { name: 'Documentation' }).click();
  await page.getByRole('menuitemradio', { name: 'Definition' }).click();
  await expect(page.getByText('Create a payment')).toBeVisible();
  await expect(
    page.getByText('Refund a payment, in part or in full'),
  ).toBeVisible();
});

test('the documentation of a system opens from its component, with its diagrams drawn', async ({
  pageAs,
}) => {
  const page = await pageAs('ana-lima', '/docs/default/system/payments');
  await documentationShown(page);
});

test('search finds a component', async ({ pageAs }) => {
  const page = await pageAs('ana-lima', '/search?query=settlement');
  await untilShown(page, () =>
    page.getByRole('link', { name: 'Settlement worker' }).first(),
  );
});

test('search finds a page of the documentation', async ({ pageAs }) => {
  test.setTimeout(180_000);
  const page = await pageAs('ana-lima', '/search?query=supervisor');
  await untilShown(page, () =>
    page.getByRole('link', { name: /supervisor/i }).first(),
  );
});

for (const { path, heading, content } of [
  { path: '/create', heading: 'Create', content: 'Categories' },
  {
    path: '/notifications',
    heading: 'Notifications',
    content: 'No records to display',
  },
  {
    path: '/settings',
    heading: 'Settings',
    content: 'ana-lima@payday.example',
  },
  {
    path: '/catalog-graph?rootEntityRefs[]=system:default/payments',
    heading: 'Catalog Graph',
    content: 'Settlement worker',
  },
]) {
  test(`${path.split('?')[0]} opens`, async ({ pageAs }) => {
    const page = await pageAs('ana-lima', path);
    await expect(
      page.getByRole('heading', { name: heading, level: 1 }),
    ).toBeVisible();
    await expect(page.getByText(content).first()).toBeVisible();
  });
}

test('an address that does not exist says so', async ({ pageAs }) => {
  const page = await pageAs('ana-lima', '/nowhere');
  await expect(
    page.getByRole('heading', { name: 'There is no such page' }),
  ).toBeVisible();
});

/** Loads the page anew until it shows this: what is searched is indexed in the background. */
async function untilShown(page: Page, locate: () => Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(locate()).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 150_000 });
}
