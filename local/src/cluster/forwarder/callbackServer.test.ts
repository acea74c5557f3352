import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, it } from 'node:test';
import { createCallbackServer } from './callbackServer.ts';

const listen = (server: Server) =>
  new Promise<number>(resolve =>
    server.listen(0, '127.0.0.1', () =>
      resolve((server.address() as AddressInfo).port),
    ),
  );

describe('the callback door', () => {
  const seen: { url?: string; authorization?: string; body: string }[] = [];
  const portal = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    seen.push({
      url: request.url,
      authorization: request.headers.authorization,
      body,
    });
    response.writeHead(202).end('taken');
  });
  let door: Server;
  let address: string;

  before(async () => {
    door = createCallbackServer({
      token: 'right',
      portalPort: await listen(portal),
      paths: ['/api/alerts/callbacks/'],
    });
    address = `http://127.0.0.1:${await listen(door)}`;
  });
  after(() => [portal, door].forEach(server => server.close()));

  const ask = (path: string, token?: string) =>
    fetch(`${address}${path}`, {
      method: 'POST',
      body: 'alert',
      headers: token ? { authorization: `Bearer ${token}` } : {},
    });

  it('lets a caller with the token through, and keeps the token', async () => {
    const response = await ask('/api/alerts/callbacks/fired?x=1', 'right');
    assert.deepEqual([response.status, await response.text()], [202, 'taken']);
    assert.deepEqual(seen.pop(), {
      url: '/api/alerts/callbacks/fired?x=1',
      authorization: undefined,
      body: 'alert',
    });
  });

  const refused: [string, string, string | undefined, number][] = [
    ['no token', '/api/alerts/callbacks/x', undefined, 401],
    ['a wrong token', '/api/alerts/callbacks/x', 'wrong', 401],
    ['another path', '/api/catalog/entities', 'right', 403],
    [
      'a path that climbs out',
      '/api/alerts/callbacks/../../catalog',
      'right',
      403,
    ],
  ];
  for (const [what, path, token, status] of refused)
    it(`refuses ${what}`, async () => {
      assert.equal((await ask(path, token)).status, status);
      assert.equal(seen.length, 0);
    });

  it('says whether it is there to who has no token', async () =>
    assert.equal((await fetch(`${address}/healthz`)).status, 200));
});
