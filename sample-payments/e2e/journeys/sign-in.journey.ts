import { expect, signIn, test } from './test.ts';

test('signs in where it was going, switches the mode, and signs out', async ({ page, facts }) => {
  await page.goto('/payments?status=succeeded');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.getByLabel('E-mail').fill(facts.newcomer.email);
  await page.getByLabel('Password').fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toContainText(/password/i);
  await page.getByLabel('Password').fill(facts.newcomer.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('heading', { name: 'Payments', level: 1 })).toBeFocused();
  await expect(page).toHaveURL(/\/payments\?status=succeeded$/);

  await expect(page.getByText(facts.newcomer.name)).toBeVisible();
  await expect(page.getByRole('complementary', { name: 'Mode' })).toContainText('Test mode');
  const testMode = page.getByRole('switch', { name: 'Test mode' });
  await testMode.click();
  await expect(testMode).not.toBeChecked();
  await expect(page.getByRole('complementary', { name: 'Mode' })).toBeHidden();
  await testMode.click();
  await expect(testMode).toBeChecked();

  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await page.goto('/payments');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('leaves nothing in the browser’s storage but the theme', async ({ page, facts }) => {
  await page.goto('/sign-in');
  await signIn(page, facts.viewer);
  await page.getByRole('combobox', { name: 'Theme' }).selectOption('Dark');
  const stored = await page.evaluate(() => ({ local: { ...localStorage }, session: { ...sessionStorage } }));
  expect(stored).toStrictEqual({ local: { theme: 'dark' }, session: {} });
});
