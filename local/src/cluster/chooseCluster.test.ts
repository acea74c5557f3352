import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { openInstance } from '../instance.ts';
import { writeSettings } from '../instanceSettings.ts';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { chooseCluster, type ClusterChoice } from './chooseCluster.ts';

const ROOT = { isRoot: true, platform: 'linux' as const };

function choose(
  test: TestContext,
  choice: Partial<ClusterChoice>,
  machine: { isRoot: boolean; platform: NodeJS.Platform } = ROOT,
  before?: Parameters<typeof writeSettings>[1],
) {
  const root = temporaryFolder(test);
  const instance = openInstance('default', { root });
  if (before) writeSettings(instance.runFolder, before);
  return chooseCluster(instance, { yesIMean: false, ...choice }, machine);
}

function withContexts(test: TestContext, ...names: string[]): void {
  const path = join(temporaryFolder(test), 'config');
  const contexts = names.map(name => ({
    name,
    context: { cluster: 'c', user: 'u' },
  }));
  const clusters = [{ name: 'c', cluster: { server: 'https://c' } }];
  const users = [{ name: 'u', user: { token: 't' } }];
  writeFileSync(path, JSON.stringify({ contexts, clusters, users }));
  const earlier = process.env.KUBECONFIG;
  process.env.KUBECONFIG = path;
  test.after(() => {
    if (earlier === undefined) delete process.env.KUBECONFIG;
    else process.env.KUBECONFIG = earlier;
  });
}

describe('which cluster an up is for', () => {
  it('is one of its own when nothing is said', async test =>
    assert.deepEqual(await choose(test, {}), { cluster: 'embedded' }));

  it('is what it was the last time', async test =>
    assert.equal(
      (await choose(test, {}, ROOT, { cluster: 'none' })).cluster,
      'none',
    ));

  it('can be none without root', async test =>
    assert.deepEqual(
      await choose(
        test,
        { cluster: 'none' },
        { isRoot: false, platform: 'linux' },
      ),
      { cluster: 'none' },
    ));

  it('cannot be its own without root, and says what can be', async test =>
    assert.rejects(
      choose(test, {}, { isRoot: false, platform: 'linux' }),
      (error: { what: string; next: string[] }) =>
        /needs root/.test(error.what) &&
        /sudo/.test(error.next.join()) &&
        /--cluster none/.test(error.next.join()) &&
        /--context NAME/.test(error.next.join()),
    ));

  it('cannot be its own elsewhere than on Linux', async test =>
    assert.rejects(
      choose(test, {}, { isRoot: true, platform: 'darwin' }),
      /needs Linux/,
    ));

  it('is a context of the kubeconfig when that is named', async test => {
    withContexts(test, 'kind-dev');
    assert.deepEqual(await choose(test, { context: 'kind-dev' }), {
      cluster: 'context',
      context: 'kind-dev',
    });
  });

  it('is no context that is not there, and names those that are', async test => {
    withContexts(test, 'kind-dev');
    await assert.rejects(choose(test, { context: 'other' }), {
      exitCode: 2,
      message: /no context called "other"/,
    });
  });

  for (const name of ['prod', 'aks-production', 'shop_PRD_eu', 'live-1'])
    it(`is ${name} only for who means it`, async test => {
      withContexts(test, name);
      await assert.rejects(
        choose(test, { context: name }),
        /looks like production/,
      );
      assert.deepEqual(await choose(test, { context: name, yesIMean: true }), {
        cluster: 'context',
        context: name,
      });
    });

  for (const name of ['reproduction', 'delivery', 'products'])
    it(`may be ${name}, which only resembles it`, async test => {
      withContexts(test, name);
      const chosen = await choose(test, { context: name });
      assert.equal(chosen.context, name);
    });
});
