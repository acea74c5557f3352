import { expect, type Page } from '@playwright/test';

/**
 * Resolves when an opened page of the payments documentation can be read, with its diagrams. A page that was opened
 * just before its very first build ended says that there is no documentation (TechDocs looks for the files, then
 * for a running build), so it is loaded again, as a reader would.
 */
export async function documentationShown(page: Page): Promise<void> {
  await expect(async () => {
    const missing = page.getByText(/documentation not found|page not found/i);
    if (await missing.first().isVisible()) await page.reload();
    await expect(
      page.getByRole('heading', { name: 'Payments', level: 2 }),
    ).toBeVisible({ timeout: 10_000 });
  }).toPass({ timeout: 50_000 });
  await expect(
    page.locator('article svg[id*="mermaid"]').first(),
  ).toBeVisible();
  // The text is transparent for as long as this is there.
  await expect(page.getByRole('progressbar')).toHaveCount(0);
}
