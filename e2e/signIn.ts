import { expect, type Page } from '@playwright/test';
import type { Person } from './people';

/** Signs in as a person would and waits for the portal to greet them. */
export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page
    .getByRole('button', { name: new RegExp(`^${person.displayName}\\b`) })
    .click();
  await expect(
    page.getByRole('heading', { name: `Hello, ${person.displayName}` }),
  ).toBeVisible();
}
