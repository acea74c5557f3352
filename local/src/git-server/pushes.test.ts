import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, it } from 'node:test';
import { gzipSync } from 'node:zlib';
import { commit, git, gitOk } from './testing/gitClient.ts';
import { processesWith } from './testing/processesWith.ts';
import { openPull, openPush, pushBody } from './testing/rawPush.ts';
import {
  ana,
  startTestServer,
  tokens,
  type TestServer,
} from './testing/startTestServer.ts';
import { waitFor } from './testing/waitFor.ts';

const bare = (server: TestServer, name: string) =>
  join(server.folder, `${name}.git`);

const backends = (server: TestServer) =>
  processesWith(`GIT_PROJECT_ROOT=${server.folder}`);

describe('a push', () => {
  it('larger than a megabyte arrives in chunks, and is one durable pack', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('payments', ana);
    writeFileSync(join(clone, 'large'), randomBytes(3_000_000));
    const id = await commit(clone, {});
    const { code, stderr } = await git(clone, ['push', 'origin', 'main'], {
      env: { GIT_TRACE_CURL: '1', GIT_TRACE_CURL_NO_DATA: '1' },
    });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Transfer-Encoding: chunked/i);
    const repository = bare(server, 'payments');
    assert.equal(await gitOk(repository, 'rev-parse', 'main'), id);
    await gitOk(repository, 'fsck', '--strict');
    assert.deepEqual(readdirSync(join(server.folder, '.pushes')), []);
    const again = await server.clone('payments', ana, 'again');
    assert.equal(await gitOk(again, 'rev-parse', 'HEAD'), id);
  });

  it('may be compressed, chunked, and wait for a hundred', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('payments', ana);
    const id = await commit(clone, { a: 'a'.repeat(10_000) });
    const body = await pushBody(clone, id, 'refs/heads/zipped');
    const { outgoing, answered } = openPush(
      `${server.origin}/payments.git`,
      ana,
      { 'content-encoding': 'gzip', expect: '100-continue' },
    );
    await new Promise(resolve => outgoing.once('continue', resolve));
    outgoing.end(gzipSync(body));
    const answer = await answered;
    assert.equal(answer.statusCode, 200);
    assert.match(await text(answer), /ok refs\/heads\/zipped/);
    assert.equal(
      await gitOk(bare(server, 'payments'), 'rev-parse', 'zipped'),
      id,
    );
  });

  it('in an unknown encoding is refused', async test => {
    const server = await startTestServer(test);
    const url = `${server.origin}/payments.git`;
    const encoding = { 'content-encoding': 'br' };
    const { outgoing, answered } = openPush(url, ana, encoding);
    outgoing.end('x');
    assert.equal((await answered).statusCode, 415);
  });

  it('that is atomic moves all its branches or none', async test => {
    const server = await startTestServer(test);
    const first = await server.clone('payments', ana, 'first');
    const second = await server.clone('payments', ana, 'second');
    await commit(first, { a: '1' });
    await gitOk(first, 'push', '--quiet', 'origin', 'HEAD:taken');
    await commit(second, { a: '2' });
    const push = ['push', '--atomic', 'origin', 'HEAD:free', 'HEAD:taken'];
    assert.notEqual((await git(second, push)).code, 0);
    const listed = await gitOk(second, 'ls-remote', '--heads', 'origin');
    assert.doesNotMatch(listed, /free/);
    await gitOk(second, 'push', '--atomic', 'origin', 'HEAD:b', 'HEAD:c');
  });

  it('with a broken object is refused', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('payments', ana);
    const tree = await gitOk(clone, 'rev-parse', 'HEAD^{tree}');
    writeFileSync(
      join(clone, 'broken'),
      `tree ${tree}\nauthor nobody 1 +0000\ncommitter nobody 1 +0000\n\nx\n`,
    );
    const broken = ['-t', 'commit', '-w', '--literally', 'broken'];
    const id = await gitOk(clone, 'hash-object', ...broken);
    const { code, stderr } = await git(clone, [
      'push',
      'origin',
      `${id}:refs/heads/broken`,
    ]);
    assert.notEqual(code, 0);
    assert.match(stderr, /missingEmail|fsck error/);
  });

  it('does not hold up another: eight at once to as many branches', async test => {
    const server = await startTestServer(test);
    const branches = Array.from({ length: 8 }, (_, index) => `branch-${index}`);
    const clones: string[] = [];
    for (const name of branches) {
      const clone = await server.clone('payments', ana, name);
      await commit(clone, { [name]: name });
      clones.push(clone);
    }
    await Promise.all(
      clones.map((clone, index) =>
        gitOk(clone, 'push', '--quiet', 'origin', `HEAD:${branches[index]}`),
      ),
    );
    const listed = await gitOk(bare(server, 'payments'), 'branch', '--list');
    for (const name of branches) assert.match(listed, new RegExp(name));
    await gitOk(bare(server, 'payments'), 'fsck', '--strict');
  });

  it('to one branch is won by one of two; the other is told to pull', async test => {
    const server = await startTestServer(test);
    const clones = await Promise.all(
      ['one', 'two'].map(name => server.clone('payments', ana, name)),
    );
    for (const clone of clones) await commit(clone, { [clone]: clone });
    const pushes = await Promise.all(
      clones.map(clone => git(clone, ['push', 'origin', 'main'])),
    );
    assert.deepEqual(pushes.map(({ code }) => code).sort(), [0, 1]);
  });

  it('that is cut off leaves no process and no change', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('payments', ana);
    writeFileSync(join(clone, 'large'), randomBytes(500_000));
    const id = await commit(clone, {});
    const body = await pushBody(clone, id, 'refs/heads/cut');
    const url = `${server.origin}/payments.git`;
    const { outgoing } = openPush(url, ana);
    outgoing.on('error', () => {});
    outgoing.write(body.subarray(0, 300_000));
    await waitFor('git receives', () => backends(server).length >= 2);
    outgoing.destroy();
    await waitFor('git has ended', () => backends(server).length === 0);
    await waitFor(
      'its notes are gone',
      () => readdirSync(join(server.folder, '.pushes')).length === 0,
    );
    const { code } = await git(bare(server, 'payments'), ['rev-parse', 'cut']);
    assert.notEqual(code, 0);
    await gitOk(bare(server, 'payments'), 'fsck', '--strict');
  });
});

describe('a clone', () => {
  it('may ask in version 2, compressed, shallow or without blobs', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('payments', ana);
    const refs: string[] = [];
    for (let index = 0; index < 40; index += 1) {
      await gitOk(clone, 'commit', '-q', '--allow-empty', '-m', `${index}`);
      refs.push(`HEAD~${index}:refs/heads/b${index}`);
    }
    const first = await gitOk(clone, 'rev-list', '--max-parents=0', 'HEAD');
    await gitOk(clone, 'push', '--quiet', 'origin', 'main');
    await gitOk(clone, 'push', '--quiet', 'origin', ...refs.slice(0, 39));
    const { code, stderr } = await git(
      server.work,
      ['clone', server.url('payments', tokens.argocd), 'many'],
      { env: { GIT_TRACE_CURL: '1', GIT_TRACE_CURL_NO_DATA: '1' } },
    );
    assert.equal(code, 0, stderr);
    assert.match(stderr, /Git-Protocol: version=2/i);
    assert.match(stderr, /Content-Encoding: gzip/i);
    const url = server.url('payments', tokens.argocd);
    await gitOk(server.work, 'clone', '-q', '--depth=1', url, 'shallow');
    await gitOk(server.work, 'clone', '-q', '--filter=blob:none', url, 'lazy');
    // As Argo CD fetches a revision.
    const fetching = join(server.work, 'fetching');
    await gitOk(server.work, 'init', '--quiet', fetching);
    await gitOk(fetching, 'fetch', '--quiet', '--tags', '--force', url, first);
  });

  it('that is cut off leaves no process', async test => {
    const server = await startTestServer(test);
    const clone = await server.clone('payments', ana);
    writeFileSync(join(clone, 'large'), randomBytes(12_000_000));
    await commit(clone, {});
    await gitOk(clone, 'push', '--quiet', 'origin', 'main');
    const id = await gitOk(clone, 'rev-parse', 'HEAD');
    const url = `${server.origin}/payments.git`;
    const { outgoing, answered } = openPull(url, ana);
    outgoing.end(`0032want ${id}\n00000009done\n`);
    const incoming = await answered;
    await once(incoming, 'readable');
    assert.ok(backends(server).length >= 2);
    incoming.on('error', () => {});
    outgoing.destroy();
    await waitFor('git has ended', () => backends(server).length === 0);
  });

  it('does not see the server’s own refs', async test => {
    const server = await startTestServer(test);
    await gitOk(
      bare(server, 'gitops'),
      'update-ref',
      'refs/payday/imported',
      'main',
    );
    const clone = await server.clone('gitops', tokens.argocd);
    assert.doesNotMatch(await gitOk(clone, 'ls-remote', 'origin'), /payday/);
    assert.ok(existsSync(clone));
  });
});
