import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import proxyPlugin from '@backstage/plugin-proxy-backend';
import request from 'supertest';
import argoCdReadPermission from './argoCdReadPermission';

const path = '/api/proxy/argocd/api/applications';
const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A portal whose proxy leads to a server that answers "reached". */
async function startProxy(options: {
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  cluster?: string;
}) {
  const argoCd = createServer((_, response) => response.end('reached'));
  await new Promise<void>(resolve => argoCd.listen(0, '127.0.0.1', resolve));
  const { port } = argoCd.address() as AddressInfo;
  const backend = await startTestBackend({
    features: [
      argoCdReadPermission,
      proxyPlugin,
      mockServices.permissions.mock({
        authorize: async () => [{ result: options.result }],
      }).factory,
      mockServices.rootConfig.factory({
        data: {
          payday: { cluster: options.cluster ?? 'embedded' },
          proxy: {
            endpoints: {
              '/argocd/api': {
                target: `http://127.0.0.1:${port}/api/v1/`,
                allowedMethods: ['GET'],
              },
            },
          },
        },
      }),
    ],
  });
  stops.push(
    () => backend.stop(),
    () => argoCd.close(),
  );
  return backend.server;
}

describe('the proxy to Argo CD', () => {
  it('lets somebody read who may see a cluster', async () => {
    const server = await startProxy({ result: AuthorizeResult.ALLOW });
    const { text } = await request(server).get(path).expect(200);
    expect(text).toBe('reached');
  });

  it('refuses somebody who may not see a cluster', async () => {
    const server = await startProxy({ result: AuthorizeResult.DENY });
    const { body } = await request(server).get(path).expect(403);
    expect(body.error.message).toBe('Your role may not see a cluster.');
  });

  it('refuses somebody who is not signed in', async () => {
    const server = await startProxy({ result: AuthorizeResult.ALLOW });
    await request(server)
      .get(path)
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
  });

  it.each(['post', 'put', 'patch', 'delete'] as const)(
    'passes on no %s',
    async method => {
      const server = await startProxy({ result: AuthorizeResult.ALLOW });
      const { text } = await request(server)[method](path);
      expect(text).not.toBe('reached');
    },
  );

  it('says so when no cluster is connected', async () => {
    const server = await startProxy({
      result: AuthorizeResult.ALLOW,
      cluster: 'none',
    });
    const { body } = await request(server).get(path).expect(503);
    expect(body.error.message).toBe('No cluster is connected.');
  });
});
