import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { probeCluster } from './probeCluster';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that is ready for the token "right" and for nobody else. */
async function startApi(status = 200): Promise<string> {
  const server = createServer((request, response) => {
    const isRight = request.headers.authorization === 'Bearer right';
    response.writeHead(isRight ? status : 401).end(request.url);
  });
  servers.push(server);
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe('probeCluster', () => {
  it('has nothing against a cluster that is ready', async () => {
    const url = await startApi();
    expect(await probeCluster({ url, token: 'right' })).toBeUndefined();
  });

  it('says that the token is not accepted', async () => {
    const url = await startApi();
    expect(await probeCluster({ url, token: 'old' })).toMatch(/token/);
  });

  it('says that the API is not ready', async () => {
    const url = await startApi(500);
    expect(await probeCluster({ url, token: 'right' })).toMatch(/status 500/);
  });

  it('says that nothing listens', async () => {
    const url = await startApi();
    const server = servers.pop()!;
    await new Promise(resolve => server.close(resolve));
    expect(await probeCluster({ url, token: 'right' })).toBe(
      'Nothing listens at its address.',
    );
  });

  it('says that what answers is no TLS', async () => {
    const url = (await startApi()).replace('http:', 'https:');
    expect(await probeCluster({ url, token: 'right' })).toMatch(/^It/);
  });
});
