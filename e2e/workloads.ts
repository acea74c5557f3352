import { expect, type Page } from '@playwright/test';

/** Resolves when an opened Kubernetes tab shows the workloads of its one cluster, which are folded at first. */
export async function workloadsShown(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^payday Cluster/ }).click();
  await expect(
    page.getByRole('button', { name: /^More about/ }).first(),
  ).toBeVisible();
}
