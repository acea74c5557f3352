import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { describe, it, type TestContext } from 'node:test';
import { z } from 'zod';
import { KubernetesApi } from './KubernetesApi.ts';
import { ResourceWatch, type WatchTiming } from './ResourceWatch.ts';
import { FakeApiServer } from './testing/FakeApiServer.ts';

const PATH = '/api/v1/things';

const schema = z
  .object({
    metadata: z.object({
      name: z.string(),
      labels: z.object({ colour: z.enum(['red', 'blue']) }),
    }),
  })
  .transform(({ metadata }) => `${metadata.name} is ${metadata.labels.colour}`);

const thing = (name: string, colour: string, note = '') => ({
  metadata: { namespace: 'shop', name, labels: { colour } },
  note,
});

const timing: WatchTiming = {
  watchForMs: 60_000,
  silentForMs: 60_000,
  firstDelayMs: 1,
  maxDelayMs: 20,
};

async function watchThings(
  test: TestContext,
  { silentForMs = timing.silentForMs }: Partial<WatchTiming> = {},
) {
  const server = new FakeApiServer();
  await server.start();
  server.put(PATH, thing('apple', 'red'));
  const events = new EventEmitter();
  const log: string[] = [];
  let changes = 0;
  const watch = new ResourceWatch(
    { title: 'things', path: PATH, schema },
    new KubernetesApi({ server: new URL(server.url) }),
    {
      changed() {
        changes += 1;
        events.emit('happened');
      },
      log(line) {
        log.push(line);
        events.emit('happened');
      },
    },
    { ...timing, silentForMs },
  );
  const stopping = new AbortController();
  test.after(async () => {
    stopping.abort();
    await server.stop().catch(() => {});
  });
  /** Waits for something the watch tells of. */
  const until = async (condition: () => boolean) => {
    while (!condition()) await once(events, 'happened');
  };
  const has = (...expected: string[]) =>
    until(
      () =>
        JSON.stringify(watch.objects()?.sort()) === JSON.stringify(expected),
    );
  return {
    server,
    watch,
    log,
    until,
    has,
    changes: () => changes,
    start: () => void watch.run(stopping.signal),
  };
}

describe('a watch', () => {
  it('knows nothing before it has listed', async test => {
    const { watch } = await watchThings(test);
    assert.equal(watch.objects(), undefined);
    assert.equal(watch.problem(), 'things are being listed');
  });

  it('lists in pages and follows what happens then', async test => {
    const { server, watch, has, start } = await watchThings(test);
    for (const name of ['banana', 'cherry', 'date', 'elder'])
      server.put(PATH, thing(name, 'red'));
    start();
    await has(
      'apple is red',
      'banana is red',
      'cherry is red',
      'date is red',
      'elder is red',
    );
    server.delete(PATH, thing('elder', 'red'));
    server.delete(PATH, thing('date', 'red'));
    server.put(PATH, thing('banana', 'blue'));
    server.put(PATH, thing('cherry', 'blue'));
    await has('apple is red', 'banana is blue', 'cherry is blue');
    assert.equal(watch.problem(), undefined);
  });

  it('is silent about changes of what is not used', async test => {
    const { server, has, start, changes } = await watchThings(test);
    start();
    await has('apple is red');
    server.put(PATH, thing('apple', 'red', 'a note'));
    server.put(PATH, thing('berry', 'red'));
    await has('apple is red', 'berry is red');
    assert.equal(changes(), 2);
  });

  it('is taken up where the server ended it', async test => {
    const { server, has, start, log } = await watchThings(test);
    start();
    await has('apple is red');
    server.put(PATH, thing('berry', 'red'));
    await has('apple is red', 'berry is red');
    server.endWatches();
    server.put(PATH, thing('cherry', 'red'));
    await has('apple is red', 'berry is red', 'cherry is red');
    assert.equal(
      server.requests.filter(url => !url.searchParams.has('watch')).length,
      1,
    );
    assert.deepEqual(log, []);
  });

  it('says so while the server is away, keeps its copy, and catches up', async test => {
    const { server, watch, has, start, log, until } = await watchThings(test);
    start();
    await has('apple is red');
    await server.stop();
    await until(() => log.some(line => line.includes('ECONNREFUSED')));
    assert.match(watch.problem()!, /^things cannot be watched: .*ECONNREFUSED/);
    assert.deepEqual(watch.objects(), ['apple is red']);
    server.put(PATH, thing('berry', 'blue'));
    await server.start();
    await has('apple is red', 'berry is blue');
    assert.equal(watch.problem(), undefined);
    assert.equal(log.at(-1), 'things are watched again');
  });

  it('waits for a server that is not there yet', async test => {
    const { server, has, start, log, until } = await watchThings(test);
    await server.stop();
    start();
    await until(() => log.length > 0);
    await server.start();
    await has('apple is red');
  });

  it('lists anew when the version is no longer kept', async test => {
    const { server, has, start } = await watchThings(test);
    server.put(PATH, thing('berry', 'red'));
    start();
    await has('apple is red', 'berry is red');
    await server.stop();
    server.delete(PATH, thing('berry', 'red'));
    server.put(PATH, thing('cherry', 'blue'));
    server.compact();
    await server.start();
    await has('apple is red', 'cherry is blue');
  });

  it('lists anew when the server says so in the stream', async test => {
    const { server, has, start } = await watchThings(test);
    start();
    await has('apple is red');
    server.failWatches(410, 'too old resource version');
    server.put(PATH, thing('berry', 'blue'));
    await has('apple is red', 'berry is blue');
  });

  it('survives an error in the stream and an unavailable server', async test => {
    const { server, watch, has, start, until, log } = await watchThings(test);
    start();
    await has('apple is red');
    server.refuseWith = 503;
    server.failWatches(500, 'etcd is slow');
    await until(() => log.some(line => line.includes('503')));
    assert.match(watch.problem()!, /answered 503 .*not now/);
    server.refuseWith = undefined;
    server.put(PATH, thing('berry', 'blue'));
    await has('apple is red', 'berry is blue');
  });

  it('gives up a connection that went silent', async test => {
    const { server, has, start } = await watchThings(test, { silentForMs: 50 });
    start();
    await has('apple is red');
    const watches = () =>
      server.requests.filter(url => url.searchParams.has('watch')).length;
    const before = watches();
    while (watches() < before + 2)
      await new Promise(resolve => {
        setTimeout(resolve, 5);
      });
    server.put(PATH, thing('berry', 'blue'));
    await has('apple is red', 'berry is blue');
  });

  it('reports an object it cannot read, and keeps what it knew of it', async test => {
    const { server, watch, has, start } = await watchThings(test);
    start();
    await has('apple is red');
    server.put(PATH, thing('apple', 'green'));
    server.put(PATH, thing('berry', 'blue'));
    await has('apple is red', 'berry is blue');
    assert.match(watch.problem()!, /^things: shop\/apple cannot be read: /);
    server.put(PATH, thing('apple', 'blue'));
    await has('apple is blue', 'berry is blue');
    assert.equal(watch.problem(), undefined);
  });
});
