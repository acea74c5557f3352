import { expect, test } from './test.ts';

test.use({ as: 'admin' });

test('a key is created, works, is rolled with an overlap, and is revoked', async ({ page, playwright, facts }) => {
  const api = await playwright.request.newContext({ baseURL: facts.webUrl });
  const statusWith = async (key: string) =>
    (await api.get('/v1/payments?limit=1', { headers: { authorization: `Bearer ${key}` } })).status();

  await page.goto('/api-keys');
  await page.getByRole('button', { name: 'Create key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Create key' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(/Enter a name\./);
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Shop server');
  await dialog.getByRole('checkbox', { name: 'payments:read' }).check();
  await dialog.getByRole('button', { name: 'Create key' }).click();
  const first = await page.getByRole('textbox', { name: 'API key', exact: true }).inputValue();
  await page.getByRole('button', { name: 'I have stored it' }).click();
  await expect(page.getByRole('textbox', { name: 'API key', exact: true })).toBeHidden();
  expect(await statusWith(first)).toBe(200);

  await page.getByRole('button', { name: 'Roll Shop server' }).click();
  await page.getByRole('combobox', { name: 'Both keys work for' }).selectOption('1 hour');
  await page.getByRole('button', { name: 'Roll key' }).click();
  const second = await page.getByRole('textbox', { name: 'New API key' }).inputValue();
  expect(second).not.toBe(first);
  await page.getByRole('button', { name: 'I have stored it' }).click();
  expect(await statusWith(first)).toBe(200);
  expect(await statusWith(second)).toBe(200);

  const ending = page.getByRole('row', { name: /Shop server Ends/ });
  await ending.getByRole('button', { name: 'Revoke Shop server' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke key' }).click();
  await expect(page.getByRole('status').filter({ hasText: 'Shop server was revoked.' })).toBeVisible();
  await expect.poll(() => statusWith(first)).toBe(401);
  expect(await statusWith(second)).toBe(200);
  await api.dispose();
});
