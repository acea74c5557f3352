import {
  createMockDirectory,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import kubernetesPlugin from '@backstage/plugin-kubernetes-backend';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import request from 'supertest';
import kubernetesModulePayday from './index';

const kubeconfig = (server: string, token: string) =>
  JSON.stringify({
    'current-context': 'payday',
    contexts: [
      { name: 'payday', context: { cluster: 'payday', user: 'portal' } },
    ],
    clusters: [{ name: 'payday', cluster: { server } }],
    users: [{ name: 'portal', user: { token } }],
  });

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-api',
    annotations: { 'backstage.io/kubernetes-id': 'payments-api' },
  },
};

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function startKubernetes(options: {
  payday: Record<string, string>;
  clusterLocatorMethods?: object[];
  result?: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
}) {
  const backend = await startTestBackend({
    features: [
      kubernetesPlugin,
      kubernetesModulePayday,
      catalogServiceMock.factory({ entities: [entity] }),
      mockServices.permissions.mock({
        authorize: async () => [
          { result: options.result ?? AuthorizeResult.ALLOW },
        ],
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          payday: options.payday,
          kubernetes: {
            serviceLocatorMethod: { type: 'multiTenant' },
            clusterLocatorMethods: (options.clusterLocatorMethods ?? []) as [],
            objectTypes: ['pods'],
          },
        },
      }),
    ],
  });
  stops.push(() => backend.stop());
  return {
    clusters: () => request(backend.server).get('/api/kubernetes/clusters'),
    objects: () =>
      request(backend.server)
        .post('/api/kubernetes/services/payments-api')
        .send({ entity }),
  };
}

describe('kubernetesModulePayday', () => {
  const folder = createMockDirectory();
  const payday = {
    kubeconfigFile: folder.resolve('kubeconfig'),
    clusterName: 'payday',
  };
  beforeEach(() => folder.clear());

  it('has no cluster until the kubeconfig is there, and then one, without a restart', async () => {
    const { clusters } = await startKubernetes({ payday });
    expect((await clusters().expect(200)).body).toEqual({ items: [] });
    folder.addContent({ kubeconfig: kubeconfig('https://127.0.0.1:1', 't') });
    expect((await clusters().expect(200)).body).toEqual({
      items: [{ name: 'payday', authProvider: 'serviceAccount' }],
    });
  });

  it('takes a broken kubeconfig for no cluster', async () => {
    folder.addContent({ kubeconfig: 'half a' });
    const { clusters } = await startKubernetes({ payday });
    expect((await clusters().expect(200)).body).toEqual({ items: [] });
  });

  it('leaves the clusters to the configuration where no kubeconfig is named', async () => {
    const { clusters } = await startKubernetes({
      payday: {},
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'aks',
              url: 'https://aks.example',
              authProvider: 'serviceAccount',
            },
          ],
        },
      ],
    });
    expect((await clusters().expect(200)).body).toMatchObject({
      items: [{ name: 'aks' }],
    });
  });

  it('shows nothing to somebody who may not see a cluster', async () => {
    folder.addContent({ kubeconfig: kubeconfig('https://127.0.0.1:1', 't') });
    const result = AuthorizeResult.DENY;
    const { clusters, objects } = await startKubernetes({ payday, result });
    await clusters().expect(403);
    await objects().expect(403);
  });
});
