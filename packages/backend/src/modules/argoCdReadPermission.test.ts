import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import proxyPlugin from '@backstage/plugin-proxy-backend';
import request from 'supertest';
import argoCdReadPermission from './argoCdReadPermission';

const path = '/api/proxy/argocd/api/applications';
const folder = createMockDirectory();
beforeEach(() => folder.setContent({ token: 'of.the.portal\n' }));
const stops: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** A portal whose proxy leads to a server that answers "reached", and what it was sent that proves an identity. */
async function startProxy(options: {
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY;
  cluster?: string;
}) {
  const argoCd = createServer(({ headers }, response) =>
    response.end(`reached with ${headers.authorization}, ${headers.cookie}`),
  );
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
          payday: {
            cluster: options.cluster ?? 'embedded',
            argoCdTokenFile: folder.resolve('token'),
          },
          proxy: {
            endpoints: {
              '/argocd/api': {
                target: `http://127.0.0.1:${port}/api/v1/`,
                allowedMethods: ['GET'],
                allowedHeaders: ['Accept', 'Cookie'],
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
    const { text } = await request(server)
      .get(path)
      .set('Cookie', 'session=of-the-person')
      .expect(200);
    expect(text).toBe('reached with undefined, argocd.token=of.the.portal');
  });

  it('uses the token of the moment, and says so while there is none', async () => {
    folder.clear();
    const server = await startProxy({ result: AuthorizeResult.ALLOW });
    const { body } = await request(server).get(path).expect(503);
    expect(body.error.message).toBe('Argo CD is not there yet.');
    folder.setContent({ token: 'a.new.one' });
    const { text } = await request(server).get(path).expect(200);
    expect(text).toBe('reached with undefined, argocd.token=a.new.one');
  });

  it.each([
    '/applications/payments-production',
    '/applications/payments-production/revisions/4f2a/metadata',
  ])('passes on %s', async shown => {
    const server = await startProxy({ result: AuthorizeResult.ALLOW });
    const { text } = await request(server)
      .get(`/api/proxy/argocd/api${shown}`)
      .expect(200);
    expect(text).toContain('reached');
  });

  it.each([
    '/settings',
    '/applications/payments-production?refresh=hard',
    '/applications/payments-production/manifests',
    '/applications/payments-production/logs',
    '/applications/..%2Faccount',
    '/repositories',
  ])('does not ask Argo CD for %s', async hidden => {
    const server = await startProxy({ result: AuthorizeResult.ALLOW });
    const { text, status } = await request(server).get(
      `/api/proxy/argocd/api${hidden}`,
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(text).not.toContain('reached');
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
      expect(text).not.toContain('reached');
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
