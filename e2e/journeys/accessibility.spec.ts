import type { Page } from '@playwright/test';
import { findViolations } from '../accessibility';
import { cluster } from '../cluster';
import { documentationShown } from '../documentation';
import { workloadsShown } from '../workloads';
import { expect, test } from '../fixtures';

interface CheckedPage {
  name: string;
  path: string;
  /** Resolves when the opened page shows its content. */
  loaded(page: Page): Promise<void>;
}

const text = (words: string | RegExp) => async (page: Page) => {
  await expect(page.getByText(words).first()).toBeVisible();
};

const pages: CheckedPage[] = [
  { name: 'home', path: '/', loaded: text('Checkout web') },
  {
    name: 'rights',
    path: '/access',
    loaded: text('Send requests straight to a cluster'),
  },
  {
    name: 'platform',
    path: '/platform',
    loaded: text('Identity provider'),
  },
  ...(cluster === 'none'
    ? [
        {
          name: 'cluster tab',
          path: '/catalog/default/component/payments-api/cluster',
          loaded: text('No cluster is connected'),
        },
      ]
    : [
        {
          name: 'Kubernetes tab',
          path: '/catalog/default/component/argo-cd/kubernetes',
          loaded: workloadsShown,
        },
        {
          name: 'Argo CD tab',
          path: '/catalog/default/component/argo-cd/argocd',
          loaded: text('ArgoCD history'),
        },
      ]),
  {
    name: 'catalog',
    path: '/catalog?filters[kind]=component&filters[user]=all',
    loaded: text('Settlement worker'),
  },
  {
    name: 'component',
    path: '/catalog/default/component/payments-api',
    loaded: text('Payments API v1'),
  },
  {
    name: 'system',
    path: '/catalog/default/system/payments',
    loaded: text('Settlement worker'),
  },
  {
    name: 'person',
    path: '/catalog/default/user/ana-lima',
    loaded: text('ana-lima@payday.example'),
  },
  {
    name: 'team',
    path: '/catalog/default/group/payments-core',
    loaded: text('Deniz Kaya'),
  },
  {
    name: 'catalog graph',
    path: '/catalog-graph?rootEntityRefs[]=system:default/payments',
    loaded: text('Settlement worker'),
  },
  { name: 'API list', path: '/api-docs', loaded: text('Payments API v1') },
  {
    name: 'API definition',
    path: '/catalog/default/api/payments-api-v1/definition',
    loaded: text('Create a payment'),
  },
  { name: 'documentation list', path: '/docs', loaded: text('Payments') },
  {
    name: 'documentation',
    path: '/docs/default/system/payments',
    loaded: documentationShown,
  },
  { name: 'create', path: '/create', loaded: text('No templates found') },
  {
    name: 'search',
    path: '/search?query=payments',
    loaded: text('Documentation'),
  },
  {
    name: 'notifications',
    path: '/notifications',
    loaded: text('No records to display'),
  },
  {
    name: 'settings',
    path: '/settings',
    loaded: text('ana-lima@payday.example'),
  },
  { name: 'missing', path: '/nowhere', loaded: text('There is no such page') },
];

for (const { name, path, loaded } of pages) {
  test(`axe finds nothing on the ${name} page, light and dark`, async ({
    pageAs,
  }) => {
    const violations = await findViolations(
      await pageAs('ana-lima'),
      async page => {
        await page.goto(path);
        await loaded(page);
      },
    );
    expect(violations).toEqual([]);
  });
}

test('axe finds nothing in the search dialog, light and dark', async ({
  pageAs,
}) => {
  const violations = await findViolations(
    await pageAs('ana-lima'),
    async page => {
      await page.goto('/');
      await page.getByRole('button', { name: 'Search' }).click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  );
  expect(violations).toEqual([]);
});

test('axe finds nothing on the sign-in page, light and dark', async ({
  page,
}) => {
  const violations = await findViolations(page, async () => {
    await page.goto('/');
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  });
  expect(violations).toEqual([]);
});

test('axe finds nothing where one says who one is, light and dark', async ({
  page,
}) => {
  const violations = await findViolations(page, async () => {
    await page.goto('/');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(
      page.getByRole('heading', { name: 'Choose who you are' }),
    ).toBeVisible();
  });
  expect(violations).toEqual([]);
});
