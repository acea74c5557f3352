import { expect, test } from '../fixtures';

/** One route of every plugin with a backend. */
const routes = [
  '/api/catalog/entities',
  '/api/permission/access',
  '/api/techdocs/static/docs/default/component/payday-portal/index.html',
  '/api/search/query?term=payments',
  '/api/scaffolder/v2/tasks',
  '/api/notifications/notifications',
  '/api/user-settings/buckets/any/keys/any',
  '/api/kubernetes/clusters',
  '/api/platform/status',
  '/api/platform/status/stream',
  '/api/proxy/argocd/api/applications',
];

for (const route of routes) {
  test(`${route} answers 401 to somebody who is not signed in`, async ({
    request,
  }) => {
    expect((await request.get(route)).status()).toBe(401);
  });
}

test('a made-up token is refused', async ({ request }) => {
  const response = await request.get('/api/catalog/entities', {
    headers: { Authorization: 'Bearer made.up.token' },
  });
  expect(response.status()).toBe(401);
});

test('guest sign-in is off', async ({ request }) => {
  const response = await request.get('/api/auth/guest/refresh');
  expect(response.status()).toBe(404);
});

test('any address of the portal shows the sign-in page first', async ({
  page,
}) => {
  await page.goto('/catalog/default/component/payments-api');
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeEnabled();
  await expect(page.getByText('Payments API')).toBeHidden();
});
