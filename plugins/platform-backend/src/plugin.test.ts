import { rename } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { platformStatusSchema } from '@payday/plugin-platform-common';
import request from 'supertest';
import platformPlugin from './index';

const snapshot = (state: string, pid = process.pid) =>
  JSON.stringify({
    instance: 'default',
    cluster: 'embedded',
    supervisor: { pid, started: '1', code: 'x' },
    components: [
      {
        name: 'kubernetes',
        title: 'Kubernetes',
        kind: 'step',
        group: 'tools',
        state,
        since: '2026-11-24T06:00:00.000Z',
        logFile: '/x.log',
        restarts: 0,
      },
    ],
  });

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function startPlatform(
  payday: Record<string, string>,
  result: AuthorizeResult.ALLOW | AuthorizeResult.DENY = AuthorizeResult.ALLOW,
) {
  const backend = await startTestBackend({
    features: [
      platformPlugin,
      mockServices.permissions.mock({ authorize: async () => [{ result }] })
        .factory,
      mockServices.rootConfig.factory({ data: { payday } }),
    ],
  });
  stops.unshift(() => backend.stop());
  return backend.server;
}

type Server = Awaited<ReturnType<typeof startPlatform>>;

/** Opens the stream as a browser does; `text` grows as the backend writes. */
async function openStream(
  server: Server,
  headers: Record<string, string> = {},
) {
  const { port } = server.address() as AddressInfo;
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const stream = get(
      {
        port,
        path: '/api/platform/status/stream',
        headers: { Authorization: mockCredentials.user.header(), ...headers },
      },
      resolve,
    );
    stream.on('error', reject);
    stops.unshift(() => stream.destroy());
  });
  let text = '';
  response.setEncoding('utf8').on('data', chunk => (text += chunk));
  response.on('error', () => {});
  const until = async (pattern: RegExp) => {
    const deadline = Date.now() + 8_000;
    while (!pattern.test(text)) {
      if (Date.now() > deadline) throw new Error(`no ${pattern} in:\n${text}`);
      await wait(10);
    }
    return text;
  };
  return { response, until, read: () => text };
}

describe('platformPlugin', () => {
  const folder = createMockDirectory();
  const stateFile = folder.resolve('state.json');
  beforeEach(() => folder.clear());

  const replace = async (text: string) => {
    folder.addContent({ 'state.json.tmp': text });
    await rename(folder.resolve('state.json.tmp'), stateFile);
  };

  describe.each(['/api/platform/status', '/api/platform/status/stream'])(
    '%s',
    path => {
      it('refuses somebody who is not signed in', async () => {
        const server = await startPlatform({});
        await request(server)
          .get(path)
          .set('Authorization', mockCredentials.none.header())
          .expect(401);
      });

      it('refuses somebody without a role', async () => {
        const server = await startPlatform({}, AuthorizeResult.DENY);
        const { body } = await request(server).get(path).expect(403);
        expect(body.error.message).toBe('Your role may not see the platform.');
      });
    },
  );

  it('tells how everything is to somebody who may see it', async () => {
    await replace(snapshot('building'));
    const server = await startPlatform({ stateFile });
    const { body } = await request(server)
      .get('/api/platform/status')
      .expect(200);
    expect(platformStatusSchema.parse(body)).toMatchObject({
      connection: { state: 'unknown' },
      progress: {
        state: 'known',
        isSupervised: true,
        components: [{ title: 'Kubernetes', state: 'building' }],
      },
    });
  });

  it.each([
    ['without a state file in its configuration', {}],
    ['when nobody writes the state file', { stateFile }],
  ])('says that it is no local portal %s', async (_, payday) => {
    const server = await startPlatform(payday);
    const { body } = await request(server).get('/api/platform/status');
    expect(body.progress).toEqual({ state: 'not-local' });
  });

  it('says that a file which was never whole cannot be read', async () => {
    await replace(snapshot('building').slice(0, 80));
    const server = await startPlatform({ stateFile });
    const { body } = await request(server).get('/api/platform/status');
    expect(body.progress).toMatchObject({ state: 'unreadable' });
  });

  it('says that what watched over the components has ended', async () => {
    // No process has this number: it is above the kernel's limit.
    await replace(snapshot('building', 2 ** 22 + 1));
    const server = await startPlatform({ stateFile });
    const { body } = await request(server).get('/api/platform/status');
    expect(body.progress).toMatchObject({ isSupervised: false });
  });

  it('says that the cluster is not there yet', async () => {
    const kubeconfigFile = folder.resolve('kubeconfig');
    const server = await startPlatform({ kubeconfigFile });
    const { body } = await request(server).get('/api/platform/status');
    expect(body.connection).toEqual({ state: 'absent' });
  });

  it('streams the status at each change, and keeps the last whole file while one is half written', async () => {
    await replace(snapshot('building'));
    const server = await startPlatform({ stateFile });
    const { response, until, read } = await openStream(server);
    expect(response.headers['content-type']).toBe('text/event-stream');
    await until(/event: status\ndata: .*"building".*\n\n/);
    await replace(snapshot('healthy').slice(0, 200));
    await replace(snapshot('healthy'));
    await until(/data: .*"healthy"/);
    expect(read()).not.toContain('unreadable');
  });

  it('tells nothing twice to a browser that comes back', async () => {
    await replace(snapshot('building'));
    const server = await startPlatform({ stateFile });
    const first = await openStream(server);
    const [, id] = /id: (\S+)/.exec(await first.until(/data: .*\n\n/))!;
    const second = await openStream(server, { 'Last-Event-ID': id });
    await second.until(/: connected/);
    await replace(snapshot('healthy'));
    await second.until(/"healthy"/);
    expect(second.read()).not.toContain('"building"');
  });

  it('ends its streams when the portal stops', async () => {
    const server = await startPlatform({ stateFile });
    const { response, until } = await openStream(server);
    await until(/data:/);
    const ended = new Promise(resolve => response.on('end', resolve));
    await stops.pop()!();
    await ended;
    expect(response.complete).toBe(true);
  });
});
