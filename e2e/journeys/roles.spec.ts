import { expect, test } from '../fixtures';
import { onePerRole, people, type Role } from '../people';

/** One thing that a role may do and one that it may not, as the page about rights says them. */
const rights: Record<
  Role,
  { may: string; decision: string; mayNot: string; because: RegExp }
> = {
  developers: {
    may: 'Run a template',
    decision: 'Allowed',
    mayNot: 'Add a source to the catalog',
    because: /added by the platform team/,
  },
  'release-engineers': {
    may: 'Refresh an entity from its source',
    decision: 'Only what I own',
    mayNot: 'Remove an entity or a source from the catalog',
    because: /left to the platform team/,
  },
  sre: {
    may: 'See the state of catalog ingestion',
    decision: 'Allowed',
    mayNot: 'Start and stop catalog ingestion',
    because: /freezes the catalog/,
  },
  'product-owners': {
    may: 'See components, APIs, people and their documentation',
    decision: 'Allowed',
    mayNot: 'Run a template',
    because: /engineers answer for/,
  },
  'platform-team': {
    may: 'Add a source to the catalog',
    decision: 'Allowed',
    mayNot: 'Send requests straight to a cluster',
    because: /Nobody may/,
  },
};

for (const person of onePerRole) {
  const { may, decision, mayNot, because } = rights[person.role];

  test(`${person.roleTitle} read what they may do, and why not the rest`, async ({
    pageAs,
  }) => {
    const page = await pageAs(person.name, '/access');
    await expect(page.getByRole('region', { name: 'You' })).toContainText(
      person.displayName,
    );
    await expect(page.getByRole('row', { name: may })).toContainText(decision);
    const denied = page.getByRole('row', { name: mayNot });
    await expect(denied).toContainText('Not allowed');
    await expect(denied).toContainText(because);
  });
}

for (const person of people) {
  const isPlatformTeam = person.role === 'platform-team';

  test(`the backend lets ${person.displayName} (${person.roleTitle}) read the catalog`, async ({
    requestAs,
  }) => {
    const request = await requestAs(person.name);
    const response = await request(
      'GET',
      '/api/catalog/entities/by-name/component/default/payments-api',
    );
    expect(response.status()).toBe(200);
    expect(await response.json()).toMatchObject({
      metadata: { name: 'payments-api' },
    });
  });

  test(`the backend refuses ${person.displayName} (${person.roleTitle}) a way into a cluster`, async ({
    requestAs,
  }) => {
    const request = await requestAs(person.name);
    const response = await request(
      'GET',
      '/api/kubernetes/proxy/api/v1/namespaces',
      { headers: { 'Backstage-Kubernetes-Cluster': 'any' } },
    );
    expect(response.status()).toBe(403);
  });

  test(`the backend ${isPlatformTeam ? 'lets' : 'refuses'} ${
    person.displayName
  } (${person.roleTitle}) ${
    isPlatformTeam ? 'add' : 'to add'
  } a source to the catalog`, async ({ requestAs }) => {
    const request = await requestAs(person.name);
    const response = await request(
      'POST',
      '/api/catalog/locations?dryRun=true',
      {
        // Whoever may add a source gets as far as being told that a file is none.
        data: { type: 'file', target: './catalog-info.yaml' },
      },
    );
    const { error } = await response.json();
    if (isPlatformTeam) {
      expect(response.status()).toBe(400);
      expect(error).toMatchObject({
        name: 'InputError',
        message: 'Registered locations must be of an allowed type ["url"]',
      });
    } else {
      expect(response.status()).toBe(403);
      expect(error.name).toBe('NotAllowedError');
    }
  });
}

test('the backend lets a developer refresh what their own team owns only', async ({
  requestAs,
}) => {
  const refreshAs = async (name: string) => {
    const request = await requestAs(name);
    const response = await request('POST', '/api/catalog/refresh', {
      data: { entityRef: 'component:default/payments-api' },
    });
    return response.status();
  };
  expect(await refreshAs('deniz-kaya')).toBe(200);
  expect(await refreshAs('ana-lima')).toBe(403);
});

test('the backend refuses a product owner to run a template', async ({
  requestAs,
}) => {
  const request = await requestAs('chloe-martin');
  const response = await request('POST', '/api/scaffolder/v2/tasks', {
    data: { templateRef: 'template:default/any', values: {} },
  });
  expect(response.status()).toBe(403);
});
