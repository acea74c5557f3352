import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { request } from 'node:http';
import { describe, it, type TestContext } from 'node:test';
import { writeState } from '../stateFile.ts';
import { accessFor, writeAccessFile } from './accessFile.ts';
import { commit, git, gitOk } from './testing/gitClient.ts';
import { ana, startTestServer, tokens } from './testing/startTestServer.ts';

/** Status of a request whose path is sent as it is written. */
function statusOf(origin: string, path: string, authorization?: string) {
  return new Promise<number | undefined>((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const headers = authorization ? { authorization } : {};
    request({ hostname, port, path, headers }, response => {
      response.resume();
      resolve(response.statusCode);
    })
      .once('error', reject)
      .end();
  });
}

const refs = '/info/refs?service=git-upload-pack';

describe('who may do what over HTTP', () => {
  it('a token is needed, for repositories that do not exist too', async test => {
    const { origin } = await startTestServer(test);
    for (const name of ['gitops', 'no-such']) {
      const response = await fetch(`${origin}/${name}.git${refs}`);
      assert.equal(response.status, 401);
      assert.match(
        response.headers.get('www-authenticate') ?? '',
        /^Basic realm=/,
      );
      await response.text();
      assert.equal(
        await statusOf(origin, `/${name}.git${refs}`, 'Bearer x'),
        401,
      );
    }
    assert.equal(
      await statusOf(origin, `/gitops.git${refs}`, `Bearer ${ana}`),
      200,
    );
    assert.equal(
      await statusOf(origin, `/no-such.git${refs}`, `Bearer ${ana}`),
      404,
    );
    assert.equal(await statusOf(origin, '/healthz'), 200);
  });

  it('no path leads out of the folder or around the protocol', async test => {
    const { origin } = await startTestServer(test);
    for (const path of [
      `/../access.json`,
      `/gitops.git/../../access.json`,
      `/..%2f..%2fetc%2fpasswd`,
      `/x/../gitops.git${refs}`,
      `/%67itops.git${refs}`,
      '/gitops.git/HEAD',
      '/gitops.git/objects/info/packs',
      '/gitops.git/info/refs',
    ])
      assert.equal(
        await statusOf(origin, path, `Bearer ${tokens.payday}`),
        404,
        path,
      );
  });

  it('a read token clones and fetches, but does not push', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('gitops', tokens.argocd);
    await commit(clone, { 'a.yaml': 'a: 1\n' });
    const pushed = await git(clone, ['push', 'origin', 'HEAD:refs/heads/x']);
    assert.notEqual(pushed.code, 0);
    assert.match(pushed.stderr, /argocd may not push to gitops/);
    assert.match(pushed.stderr, /403/);
    await gitOk(clone, 'fetch', '--quiet');
  });

  it('a repository without a right stays closed', async test => {
    const server = await startTestServer(test);
    const access = accessFor(tokens);
    for (const entry of access.tokens) delete entry.repositories.payments;
    writeState(server.accessFile, access);
    const refused = await git(server.work, [
      'clone',
      server.url('payments', ana),
      'x',
    ]);
    assert.match(refused.stderr, /ana\.lima may not read payments/);
    await server.clone('gitops', ana);
  });

  it('a token that was replaced is refused at once; without the file nobody gets in', async test => {
    const server = await startTestServer(test);
    const path = `/gitops.git${refs}`;
    const old = `Bearer ${tokens.portal}`;
    assert.equal(await statusOf(server.origin, path, old), 200);
    writeAccessFile(server.accessFile, {
      ...tokens,
      portal: 'portal-another-0123456789',
    });
    assert.equal(await statusOf(server.origin, path, old), 401);
    rmSync(server.accessFile);
    assert.equal(await statusOf(server.origin, path, old), 503);
    assert.equal(await statusOf(server.origin, '/healthz'), 503);
  });
});

describe('main', () => {
  const refusal = async (
    test: TestContext,
    repository: string,
    token: string,
    prepare: (clone: string) => Promise<unknown>,
    ...push: string[]
  ) => {
    const server = await startTestServer(test);
    const clone = await server.clone(repository, token);
    await prepare(clone);
    const before = await gitOk(clone, 'ls-remote', 'origin');
    const { code, stderr } = await git(clone, ['push', ...push]);
    assert.equal(code, 1, stderr);
    assert.equal(await gitOk(clone, 'ls-remote', 'origin'), before);
    return stderr;
  };
  const change = (clone: string) => commit(clone, { 'a.yaml': 'a: 1\n' });

  it('of gitops takes no push from a developer, who is told what to do', async test => {
    const said = await refusal(test, 'gitops', ana, change, 'origin', 'main');
    assert.match(
      said,
      /remote: main of gitops takes no push from user:default\/ana\.lima: only the portal/,
    );
    assert.match(said, /remote: To change what runs: {4}use the portal/);
    assert.doesNotMatch(said, /Warning/);
  });

  it('of gitops is not moved along with a branch that may be pushed', async test => {
    await refusal(
      test,
      'gitops',
      ana,
      change,
      'origin',
      'HEAD:refs/heads/mine',
      'main',
    );
  });

  for (const name of ['portal', 'pipeline', 'payday'] as const)
    it(`of gitops is written by ${name}`, async test => {
      const server = await startTestServer(test);
      const clone = await server.clone('gitops', tokens[name]);
      const id = await change(clone);
      await gitOk(clone, 'push', '--quiet', 'origin', 'main');
      assert.match(await gitOk(clone, 'ls-remote', 'origin'), new RegExp(id));
    });

  it('of payments takes a developer’s push, and other branches of gitops do', async test => {
    const server = await startTestServer(test);
    const payments = await server.clone('payments', ana);
    await change(payments);
    await gitOk(payments, 'push', '--quiet', 'origin', 'main', 'HEAD:v1');
    const gitops = await server.clone('gitops', ana);
    await change(gitops);
    await gitOk(gitops, 'push', '--quiet', 'origin', 'HEAD:refs/heads/mine');
    await gitOk(gitops, 'commit', '--quiet', '--amend', '-m', 'again');
    await gitOk(gitops, 'push', '--quiet', '-f', 'origin', 'HEAD:mine');
    await gitOk(gitops, 'push', '--quiet', 'origin', ':mine');
  });

  for (const [repository, token] of [
    ['payments', ana],
    ['gitops', tokens.portal],
  ] as const) {
    it(`of ${repository} is not rewritten, whoever forces it`, async test => {
      const said = await refusal(
        test,
        repository,
        token,
        clone => gitOk(clone, 'commit', '--amend', '-m', 'other'),
        '--force',
        'origin',
        'main',
      );
      assert.match(said, /remote: main of \w+ cannot be rewritten by anybody/);
    });

    it(`of ${repository} is not deleted`, async test => {
      const none = async () => {};
      const said = await refusal(
        test,
        repository,
        token,
        none,
        'origin',
        ':main',
      );
      assert.match(said, /remote: main of \w+ cannot be deleted by anybody/);
    });
  }

  it('is pushed to, not names that are the server’s own', async test => {
    const said = await refusal(
      test,
      'payments',
      ana,
      change,
      'origin',
      'HEAD:refs/other/x',
    );
    assert.match(said, /refs\/other\/x cannot be pushed/);
  });
});
