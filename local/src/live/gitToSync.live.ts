import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { execa } from 'execa';
import { repositoryUrl } from '../cluster/node/gitServer.ts';
import { readSecret } from '../components/secrets.ts';
import {
  apply,
  deleteNamespace,
  liveInstance,
  mustKubectl,
  namespaceObject,
  read,
  until,
} from './liveCluster.ts';

const NAMESPACE = 'live-sync';
const FOLDER = 'live-tests/sync';
/** The bar of the platform, in milliseconds from the end of a push to the change in the cluster. */
const SYNCED_WITHIN_MS = 3_000;
const TRIES = 5;

describe('a push to the GitOps repository', () => {
  let clone: string;
  const git = (...args: string[]) =>
    execa(
      'git',
      ['-c', 'user.name=Live', '-c', 'user.email=live@example.test', ...args],
      {
        cwd: clone,
      },
    );

  const push = async (value: string): Promise<void> => {
    mkdirSync(join(clone, FOLDER), { recursive: true });
    writeFileSync(
      join(clone, FOLDER, 'settings.yaml'),
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'settings' },
        data: { value },
      }),
    );
    await git('add', '.');
    await git('commit', '--message', `test: value ${value}`);
    await git('pull', '--rebase', '--quiet');
    await git('push', '--quiet');
  };

  before(async () => {
    clone = mkdtempSync(join(tmpdir(), 'payday-live-'));
    const token = readSecret(liveInstance, 'git-token-payday');
    const url = `http://payday:${encodeURIComponent(token)}@127.0.0.1:${
      liveInstance.ports.git
    }/gitops.git`;
    await git('clone', '--quiet', url, '.');
    await deleteNamespace(NAMESPACE);
    await push('none');
    await apply([
      namespaceObject(NAMESPACE),
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AppProject',
        metadata: { namespace: 'argocd', name: 'live-sync' },
        spec: {
          sourceRepos: [repositoryUrl('gitops')],
          destinations: [
            { server: 'https://kubernetes.default.svc', namespace: NAMESPACE },
          ],
          namespaceResourceWhitelist: [{ group: '', kind: 'ConfigMap' }],
        },
      },
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'Application',
        metadata: { namespace: 'argocd', name: 'live-sync' },
        spec: {
          project: 'live-sync',
          source: {
            repoURL: repositoryUrl('gitops'),
            targetRevision: 'main',
            path: FOLDER,
          },
          destination: {
            server: 'https://kubernetes.default.svc',
            namespace: NAMESPACE,
          },
          syncPolicy: { automated: { prune: true, selfHeal: true } },
        },
      },
    ]);
    await until('the first sync', () => valueIs('none'));
  });
  after(async () => {
    await mustKubectl([
      'delete',
      'application/live-sync',
      'appproject/live-sync',
      '--namespace=argocd',
      '--ignore-not-found',
    ]);
    await deleteNamespace(NAMESPACE);
    await git('rm', '-r', '--quiet', 'live-tests');
    await git('commit', '--quiet', '--message', 'test: remove what was tried');
    await git('pull', '--rebase', '--quiet');
    await git('push', '--quiet');
    rmSync(clone, { recursive: true, force: true });
  });

  const valueIs = async (wanted: string): Promise<true | undefined> => {
    const { data } = await read('configmap', NAMESPACE, 'settings');
    return data.value === wanted ? true : undefined;
  };

  it('is in the cluster within three seconds, at the best of five tries', async test => {
    const tookMs: number[] = [];
    for (let count = 1; count <= TRIES; count += 1) {
      await push(`try ${count}`);
      const pushedAt = performance.now();
      await until('the push is synced', () => valueIs(`try ${count}`));
      tookMs.push(Math.round(performance.now() - pushedAt));
      if (tookMs.at(-1)! <= SYNCED_WITHIN_MS) break;
    }
    test.diagnostic(`push to synced: ${tookMs.join(', ')} ms`);
    assert.ok(
      Math.min(...tookMs) <= SYNCED_WITHIN_MS,
      `took ${tookMs.join(', ')} ms`,
    );
  });

  it('is what the application says it runs', async () => {
    const { stdout } = await git('rev-parse', 'HEAD');
    await until('the revision is reported', async () => {
      const { status } = await read('application', 'argocd', 'live-sync');
      return status.sync.revision === String(stdout) &&
        status.sync.status === 'Synced'
        ? true
        : undefined;
    });
  });

  it('is undone when somebody changes the cluster by hand', async () => {
    const { data } = await read('configmap', NAMESPACE, 'settings');
    await mustKubectl([
      'patch',
      'configmap',
      'settings',
      `--namespace=${NAMESPACE}`,
      '--type=merge',
      '--patch={"data":{"value":"by hand"}}',
    ]);
    await until('Git wins', () => valueIs(data.value));
  });
});
