import { expect, type Page } from '@playwright/test';

/** Resolves when an opened page of the payments documentation can be read, with its diagrams. */
export async function documentationShown(page: Page): Promise<void> {
  // The first reader waits for the build.
  const patience = { timeout: 50_000 };
  await expect(
    page.getByRole('heading', { name: 'Payments', level: 2 }),
  ).toBeVisible(patience);
  await expect(page.locator('article svg[id*="mermaid"]').first()).toBeVisible(
    patience,
  );
  // The text is transparent for as long as this is there.
  await expect(page.getByRole('progressbar')).toHaveCount(0, patience);
}
