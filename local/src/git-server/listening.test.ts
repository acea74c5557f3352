import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { NO_OBJECT } from './git/refUpdate.ts';
import { signature } from './listeners/deliveryRequest.ts';
import { announceUpdate } from './push/announceUpdate.ts';
import { commit, git, gitOk } from './testing/gitClient.ts';
import { recordingListener } from './testing/recordingListener.ts';
import { ana, startTestServer, tokens } from './testing/startTestServer.ts';
import { waitFor } from './testing/waitFor.ts';

describe('listeners', () => {
  it('are told of each ref that a push moved, by whom and with which options', async test => {
    const { url, deliveries } = await recordingListener(test);
    const tokenFile = join(temporaryFolder(test), 'token');
    writeFileSync(tokenFile, 'callback-token\n');
    const server = await startTestServer(test, [
      { kind: 'event', url, tokenFile },
    ]);
    const clone = await server.clone('payments', ana);
    const before = await gitOk(clone, 'rev-parse', 'HEAD');
    const after = await commit(clone, { a: '1' });
    const options = ['-o', 'skip-pipeline', '-o', 'note=two words'];
    await gitOk(clone, 'push', '-q', ...options, 'origin', 'main', 'HEAD:v1');
    await waitFor('both are told', () => deliveries.length === 2);
    const common = {
      repository: 'payments',
      after,
      person: 'user:default/ana.lima',
      pushOptions: ['skip-pipeline', 'note=two words'],
    };
    const byRef = Object.fromEntries(
      deliveries.map(({ body }) => [body.ref, body]),
    );
    assert.deepEqual(byRef, {
      'refs/heads/main': { ...common, ref: 'refs/heads/main', before },
      'refs/heads/v1': { ...common, ref: 'refs/heads/v1', before: NO_OBJECT },
    });
    assert.equal(deliveries[0].headers.authorization, 'Bearer callback-token');
    await gitOk(clone, 'push', '-q', 'origin', ':v1');
    await waitFor('the deletion is told', () => deliveries.length === 3);
    assert.equal(deliveries[2].body.after, NO_OBJECT);
  });

  it('hear nothing of a push that was refused', async test => {
    const { url, deliveries } = await recordingListener(test);
    const server = await startTestServer(test, [{ kind: 'event', url }]);
    const clone = await server.clone('gitops', ana);
    await commit(clone, { a: '1' });
    assert.equal((await git(clone, ['push', 'origin', 'main'])).code, 1);
    await gitOk(clone, 'push', '-q', 'origin', 'HEAD:mine');
    await waitFor('the other is told', () => deliveries.length > 0);
    assert.deepEqual(
      deliveries.map(({ body }) => body.ref),
      ['refs/heads/mine'],
    );
  });

  it('of Argo CD get a signed GitHub push with the paths that changed', async test => {
    const { url, deliveries } = await recordingListener(test);
    const secretFile = join(temporaryFolder(test), 'secret');
    writeFileSync(secretFile, 'webhook-secret\n');
    const server = await startTestServer(test, [
      { kind: 'argo-cd', url, secretFile },
    ]);
    const clone = await server.clone('gitops', tokens.portal);
    const after = await commit(clone, {
      'README.md': null,
      'environments/staging/é.yaml': 'a: 1\n',
    });
    await gitOk(clone, 'push', '-q', 'origin', 'main');
    const delivery = await waitFor('it is told', () => deliveries[0]);
    assert.equal(delivery.headers['x-github-event'], 'push');
    assert.equal(
      delivery.headers['x-hub-signature-256'],
      signature(delivery.text, 'webhook-secret'),
    );
    assert.deepEqual(delivery.body.commits, [
      {
        id: after,
        message: 'Push by payday-portal',
        added: ['environments/staging/é.yaml'],
        modified: [],
        removed: ['README.md'],
      },
    ]);
    assert.deepEqual(delivery.body.repository, {
      name: 'gitops',
      full_name: 'gitops',
      html_url: 'http://git.payday.internal:3000/gitops',
      clone_url: 'http://git.payday.internal:3000/gitops.git',
      default_branch: 'main',
    });
  });

  it('that are down fail no push; they are tried again, and given up with a line in the log', async test => {
    const late = await recordingListener(test, 3);
    const server = await startTestServer(test, [
      { kind: 'event', url: 'http://127.0.0.1:9/' },
      { kind: 'event', url: late.url },
    ]);
    const clone = await server.clone('payments', ana);
    await commit(clone, { a: '1' });
    await gitOk(clone, 'push', '-q', 'origin', 'main');
    await waitFor('the late one is told', () => late.deliveries.length === 1);
    await waitFor('the dead one is given up', () =>
      server.log.some(line =>
        /gave up telling http:\/\/127\.0\.0\.1:9\/ that refs\/heads\/main of payments/.test(
          line,
        ),
      ),
    );
  });
});

describe('an announcement', () => {
  it('is told like a push when it is true', async test => {
    const { url, deliveries } = await recordingListener(test);
    const server = await startTestServer(test, [{ kind: 'event', url }]);
    const bare = join(server.folder, 'gitops.git');
    const after = await gitOk(bare, 'rev-parse', 'main');
    const update = { ref: 'refs/heads/main', before: NO_OBJECT, after };
    const say = (token: string, changed = {}) =>
      announceUpdate({ url: server.origin, token }, 'gitops', {
        ...update,
        ...changed,
      });
    assert.equal(await say('unknown'), false);
    assert.equal(await say(tokens.argocd), false);
    assert.equal(await say(tokens.payday, { after: 'a'.repeat(40) }), false);
    assert.equal(await say(tokens.payday, { ref: 'refs/payday/x' }), false);
    assert.equal(await say(tokens.payday), true);
    const { body } = await waitFor('it is told', () => deliveries[0]);
    assert.deepEqual(body, {
      repository: 'gitops',
      ...update,
      person: 'payday',
      pushOptions: [],
    });
    assert.equal(deliveries.length, 1);
  });

  it('to a server that does not run is no failure', async () => {
    const update = { ref: 'refs/heads/main', before: NO_OBJECT, after: 'x' };
    const address = { url: 'http://127.0.0.1:9', token: tokens.payday };
    assert.equal(await announceUpdate(address, 'gitops', update), false);
  });
});
