import { expect, test } from '../fixtures';
import { people, personNamed } from '../people';
import { signIn } from '../signIn';

for (const person of people) {
  test(`${person.displayName} (${person.roleTitle}) signs in without a password and is greeted by name`, async ({
    page,
  }) => {
    await signIn(page, person);
    await expect(
      page.getByRole('list', { name: 'Your roles and teams' }),
    ).toContainText(person.roleTitle);
  });
}

test('a signed-in person stays signed in when the page is loaded again', async ({
  pageAs,
}) => {
  const page = await pageAs('ana-lima', '/');
  const greeting = page.getByRole('heading', { name: 'Hello, Ana Lima' });
  await expect(greeting).toBeVisible();
  await page.reload();
  await expect(greeting).toBeVisible();
});

test('cancelling the sign-in leads back to the portal, which says so', async ({
  page,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Cancel and go back' }).click();
  await expect(page.getByRole('alert')).toContainText(/cancel/i);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('signing out leads back to the sign-in page, and the session is over', async ({
  page,
}) => {
  await signIn(page, personNamed('ana-lima'));
  await page.goto('/settings');
  await page.getByRole('button', { name: 'more' }).click();
  await page.getByRole('menuitem', { name: /sign out/i }).click();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
  await page.reload();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
});
