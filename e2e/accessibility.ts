import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/**
 * Checks with all of axe's rules, in the light and in the dark theme.
 * @param open brings the page to where it shows its content; called once for each theme, which the page must be
 * loaded with
 * @returns each violation as "theme rule: element"
 */
export async function findViolations(
  page: Page,
  open: (page: Page) => Promise<void>,
): Promise<string[]> {
  const violations: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await open(page);
    await expect(page.getByRole('progressbar')).toHaveCount(0);
    const found = await new AxeBuilder({ page }).analyze();
    violations.push(
      ...found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ html }) => `${colorScheme} ${id}: ${html.slice(0, 300)}`),
      ),
    );
  }
  return violations;
}
