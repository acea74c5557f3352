import { readFileSync } from 'node:fs';
import { expect, test } from './test.ts';

test.use({ as: 'admin' });

test('filters survive a reload, and the export has the same rows', async ({ page }) => {
  await page.goto('/payments');
  await page.getByRole('combobox', { name: 'Currency' }).selectOption('SEK');
  await page.getByRole('checkbox', { name: 'Succeeded' }).check();
  await page.getByRole('textbox', { name: 'Least amount' }).fill('500');
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page).toHaveURL(/currency=SEK/);
  await page.reload();
  await expect(page.getByRole('combobox', { name: 'Currency' })).toHaveValue('SEK');
  await expect(page.getByRole('checkbox', { name: 'Succeeded' })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Least amount' })).toHaveValue('500');

  const links = page.getByRole('table', { name: 'Payments' }).getByRole('link');
  const next = page.getByRole('link', { name: 'Next' });
  const shown: string[] = [];
  for (;;) {
    await expect(links.first()).toBeVisible();
    shown.push(...(await links.evaluateAll(all => all.map(link => link.getAttribute('href') ?? ''))));
    if ((await next.count()) === 0) break;
    const before = shown.at(-1);
    await next.click();
    await expect(links.last()).not.toHaveAttribute('href', before ?? '');
  }

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Export CSV' }).click(),
  ]);
  const [header = '', ...rows] = readFileSync(await download.path(), 'utf8')
    .replace(/^\uFEFF/, '')
    .trim()
    .split(/\r?\n/);
  expect(header.split(',')[0]).toBe('id');
  expect(rows.map(row => `/payments/${row.split(',')[0]}`)).toStrictEqual(shown);
  expect(shown.length).toBeGreaterThan(0);
  for (const row of rows) expect(row).toContain(',succeeded,SEK,');
});

test('pages lead there and back', async ({ page }) => {
  await page.goto('/payments');
  const first = page.getByRole('table', { name: 'Payments' }).getByRole('link').first();
  await expect(first).toBeVisible();
  const top = await first.getAttribute('href');
  await page.getByRole('link', { name: 'Next' }).click();
  await expect(first).not.toHaveAttribute('href', top ?? '');
  await page.getByRole('link', { name: 'Previous' }).click();
  await expect(first).toHaveAttribute('href', top ?? '');
});

test('a filter that makes no sense is explained at its field, and nothing is asked', async ({ page }) => {
  await page.goto('/payments?min=5');
  await expect(page.getByRole('textbox', { name: 'Least amount' })).toHaveAccessibleDescription(
    'Choose a currency to filter by amount.',
  );
  await expect(page.getByRole('heading', { name: 'Nothing was looked up' })).toBeVisible();
});

test('a server that is away is told of, and asked again', async ({ page }) => {
  await page.route('**/v1/dashboard/payments?**', route => route.abort());
  await page.goto('/payments');
  await expect(page.getByRole('alert')).toContainText('Could not load payments.');
  await page.unroute('**/v1/dashboard/payments?**');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('table', { name: 'Payments' })).toBeVisible();
});
