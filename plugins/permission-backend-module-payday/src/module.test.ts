import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { kubernetesProxyPermission } from '@backstage/plugin-kubernetes-common';
import {
  catalogEntityRefreshPermission,
  catalogLocationCreatePermission,
} from '@backstage/plugin-catalog-common/alpha';
import permissionPlugin from '@backstage/plugin-permission-backend';
import { accessSchema } from '@payday/plugin-access-common';
import type { Access } from '@payday/plugin-access-common';
import request from 'supertest';
import permissionModulePayday from './index';

const groupsOf: Record<string, string[]> = {
  'user:default/ana': [
    'group:default/developers',
    'group:default/merchant-experience',
  ],
  'user:default/lars': ['group:default/platform-team'],
  'user:default/new': [],
};

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = credentials.principal as {
        userEntityRef: string;
      };
      return {
        userEntityRef,
        ownershipEntityRefs: [
          userEntityRef,
          ...(groupsOf[userEntityRef] ?? []),
        ],
      };
    },
  }),
});

async function startPermissions() {
  const { server } = await startTestBackend({
    features: [
      permissionPlugin,
      permissionModulePayday,
      userInfo,
      mockServices.rootConfig.factory({
        data: { permission: { enabled: true } },
      }),
    ],
  });
  const as = (name: string) =>
    mockCredentials.user.header(`user:default/${name}`);
  return {
    access: (name: string) =>
      request(server)
        .get('/api/permission/access')
        .set('Authorization', as(name)),
    anonymously: () =>
      request(server)
        .get('/api/permission/access')
        .set('Authorization', mockCredentials.none.header()),
    authorize: async (
      name: string,
      permission: object,
      resourceRef?: string,
    ) => {
      const { body } = await request(server)
        .post('/api/permission/authorize')
        .set('Authorization', as(name))
        .send({ items: [{ id: '1', permission, resourceRef }] });
      return body.items[0].result;
    },
  };
}

const decisionOf = (access: Access, id: string) =>
  access.areas.flatMap(area => area.rows).find(row => row.id === id);

describe('permissionModulePayday', () => {
  it('allows and denies through the permission backend', async () => {
    const { authorize } = await startPermissions();
    expect(await authorize('lars', catalogLocationCreatePermission)).toBe(
      'ALLOW',
    );
    expect(await authorize('ana', catalogLocationCreatePermission)).toBe(
      'DENY',
    );
  });

  it('denies the Kubernetes proxy even to the platform team', async () => {
    const { authorize } = await startPermissions();
    expect(await authorize('lars', kubernetesProxyPermission)).toBe('DENY');
  });

  it('denies a permission nobody wrote into the table', async () => {
    const { authorize } = await startPermissions();
    expect(
      await authorize('lars', {
        type: 'basic',
        name: 'brand.new',
        attributes: {},
      }),
    ).toBe('DENY');
  });

  it('denies an owner-limited permission to a role that has none of it', async () => {
    const { authorize } = await startPermissions();
    expect(
      await authorize(
        'new',
        catalogEntityRefreshPermission,
        'component:default/x',
      ),
    ).toBe('DENY');
  });

  it('tells a person what they may do and why not', async () => {
    const { access } = await startPermissions();
    const response = await access('ana').expect(200);
    const answer = accessSchema.parse(response.body);
    expect(answer.roles).toEqual(['developers']);
    expect(decisionOf(answer, 'catalog-read')).toMatchObject({
      decision: 'allowed',
      reason: 'Granted by your role: developers.',
    });
    expect(decisionOf(answer, 'catalog-refresh')).toMatchObject({
      decision: 'own',
    });
    expect(decisionOf(answer, 'catalog-register')).toMatchObject({
      decision: 'denied',
      reason: expect.stringMatching(/platform team/),
      grantedTo: [{ role: 'platform-team', scope: 'all' }],
    });
  });

  it('tells somebody without a role whom to ask', async () => {
    const { access } = await startPermissions();
    const answer = accessSchema.parse((await access('new').expect(200)).body);
    expect(answer.roles).toEqual([]);
    expect(decisionOf(answer, 'catalog-read')).toMatchObject({
      decision: 'denied',
      reason: expect.stringMatching(/Ask the platform team/),
    });
  });

  it('tells nothing to somebody who is not signed in', async () => {
    const { anonymously } = await startPermissions();
    await anonymously().expect(401);
  });
});
