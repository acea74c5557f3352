import type { Page } from '@playwright/test';
import { cluster } from '../cluster';
import { expect, test } from '../fixtures';
import { onePerRole } from '../people';
import { workloadsShown } from '../workloads';

const clusterLine = (page: Page) =>
  page.getByText('Cluster:').first().locator('..');

for (const { name, roleTitle } of onePerRole) {
  test(`the backend tells ${roleTitle} how far the platform is`, async ({
    requestAs,
  }) => {
    const response = await (
      await requestAs(name)
    )('GET', '/api/platform/status');
    expect(response.status()).toBe(200);
    expect(await response.json()).toMatchObject({
      progress: { state: 'known', isSupervised: true },
    });
  });
}

test('the platform page is reached by the menu and shows every part with its state', async ({
  pageAs,
}) => {
  const page = await pageAs('chloe-martin', '/');
  await page.getByRole('link', { name: 'Platform', exact: true }).click();
  const groups =
    cluster === 'none'
      ? { Portal: 'Identity provider' }
      : {
          Tools: 'Argo CD',
          Cluster: 'etcd',
          Platform: 'Argo Rollouts',
          Portal: 'Identity provider',
        };
  for (const [group, part] of Object.entries(groups)) {
    await expect(
      page
        .getByRole('region', { name: group, exact: true })
        .getByRole('listitem')
        .filter({ hasText: part })
        .first(),
    ).toContainText('Healthy');
  }
});

test('the platform page says which cluster it is about, and whether it answers', async ({
  pageAs,
}) => {
  const page = await pageAs('ana-lima', '/platform');
  await expect(clusterLine(page)).toHaveText(
    cluster === 'none'
      ? 'Cluster:none is connected'
      : 'Cluster:paydayembedded in this machinereachable',
  );
});

test('the platform page goes on by itself after the connection was lost', async ({
  pageAs,
}) => {
  const page = await pageAs('ana-lima');
  let isLost = true;
  await page.route('**/api/platform/status/stream', async route =>
    isLost ? route.abort() : route.continue(),
  );
  await page.goto('/platform');
  await expect(page.getByRole('alert')).toContainText('could not be loaded');
  isLost = false;
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByRole('region', { name: 'Portal' })).toBeVisible();
});

test('the platform page fits a narrow screen', async ({ pageAs }) => {
  const page = await pageAs('ana-lima');
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto('/platform');
  await expect(
    page.getByRole('region', { name: 'Portal', exact: true }),
  ).toBeVisible();
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - window.innerWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
});

test('the home page speaks of the platform only while it is not all there', async ({
  pageAs,
  requestAs,
}) => {
  const response = await (
    await requestAs('ana-lima')
  )('GET', '/api/platform/status');
  const { progress } = await response.json();
  const isAllThere = progress.components.every(
    ({ state }: { state: string }) => state === 'healthy',
  );
  const page = await pageAs('ana-lima', '/');
  await expect(
    page.getByRole('link', { name: 'Checkout web' }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'See how far it is' }),
  ).toHaveCount(isAllThere ? 0 : 1);
});

if (cluster === 'none') {
  test('a component says that no cluster is connected instead of showing workloads', async ({
    pageAs,
  }) => {
    const page = await pageAs(
      'ana-lima',
      '/catalog/default/component/payments-api/cluster',
    );
    await expect(page.getByText('No cluster is connected')).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Kubernetes' })).toHaveCount(0);
  });

  test('the backend knows no cluster, and asks no Argo CD', async ({
    requestAs,
  }) => {
    const request = await requestAs('ana-lima');
    const clusters = await request('GET', '/api/kubernetes/clusters');
    expect(await clusters.json()).toEqual({ items: [] });
    const argoCd = await request('GET', '/api/proxy/argocd/api/applications');
    expect(argoCd.status()).toBe(503);
  });
} else {
  test('the Kubernetes tab shows what runs, and in which cluster', async ({
    pageAs,
  }) => {
    const page = await pageAs(
      'ana-lima',
      '/catalog/default/component/argo-cd/kubernetes',
    );
    await expect(clusterLine(page)).toContainText('payday');
    await expect(clusterLine(page)).toContainText('reachable');
    await workloadsShown(page);
    await expect(page.getByText('argocd-server').first()).toBeVisible();
  });

  test('the Argo CD card shows how a component is deployed, and leads to no page that is not there', async ({
    pageAs,
  }) => {
    const page = await pageAs('ana-lima', '/catalog/default/component/argo-cd');
    await expect(page.getByText('ArgoCD overview')).toBeVisible();
    await expect(page.getByText('Synced').first()).toBeVisible();
    await page.goto('/catalog/default/component/argo-cd/argocd');
    await expect(page.getByText('ArgoCD history')).toBeVisible();
    await expect(page.locator('a[href*="/applications/"]')).toHaveCount(0);
  });

  test('a component that Argo CD does not know says so in words', async ({
    pageAs,
  }) => {
    const page = await pageAs(
      'ana-lima',
      '/catalog/default/component/payments-api/argocd',
    );
    await expect(
      page.getByText('Argo CD shows no application called payments-production'),
    ).toBeVisible();
  });

  test('the backend gives the cluster to engineers only, without what opens it', async ({
    requestAs,
  }) => {
    const engineer = await requestAs('ana-lima');
    const clusters = await engineer('GET', '/api/kubernetes/clusters');
    expect(await clusters.json()).toEqual({
      items: [{ name: 'payday', authProvider: 'serviceAccount' }],
    });
    const productOwner = await requestAs('chloe-martin');
    for (const path of [
      '/api/kubernetes/clusters',
      '/api/proxy/argocd/api/applications',
    ]) {
      expect((await productOwner('GET', path)).status()).toBe(403);
    }
  });

  test('the backend asks Argo CD nothing but what the cards show', async ({
    requestAs,
  }) => {
    const request = await requestAs('sofia-rossi');
    const base = '/api/proxy/argocd/api';
    expect(
      (await request('GET', `${base}/applications/argo-cd`)).status(),
    ).toBe(200);
    for (const path of [
      '/settings',
      '/account',
      '/applications/argo-cd/manifests',
      '/applications/argo-cd?refresh=hard',
    ]) {
      expect((await request('GET', `${base}${path}`)).status()).toBe(404);
    }
    const sync = await request('POST', `${base}/applications/argo-cd/sync`, {
      data: {},
    });
    expect(sync.ok()).toBe(false);
  });
}
