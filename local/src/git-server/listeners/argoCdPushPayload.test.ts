import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { NO_OBJECT } from '../git/refUpdate.ts';
import { argoCdPushPayload } from './argoCdPushPayload.ts';
import { parseNameStatus } from './changedFiles.ts';
import { signature } from './deliveryRequest.ts';

const event = {
  repository: 'gitops',
  ref: 'refs/heads/main',
  before: 'a'.repeat(40),
  after: 'b'.repeat(40),
  person: 'payday-portal',
  pushOptions: [],
};
const files = { added: ['a'], modified: ['b'], removed: ['c'] };
const address = 'http://git.payday.internal:3000/gitops.git';

/** The pattern Argo CD 3.6.1 makes of `html_url` (`GetWebURLRegex` in util/webhook/webhook.go). */
function argoCdPattern(htmlUrl: string): RegExp {
  const { hostname, pathname } = new URL(htmlUrl);
  const quote = (text: string) => text.replace(/[.+*?()|[\]{}^$\\]/g, '\\$&');
  return new RegExp(
    `^((https?|ssh)://)?([\\w.][\\w.-]{0,30}[\\w.$-]?@)?((alt)?ssh\\.)?${quote(
      hostname,
    )}(:\\d+)?[:/]${quote(pathname.replace(/^\//, ''))}(\\.git)?$`,
    'i',
  );
}

describe('the payload for Argo CD', () => {
  const payload = argoCdPushPayload(address, event, files);

  for (const repoUrl of [
    address,
    'http://git.payday.internal:3000/gitops',
    'http://argocd@git.payday.internal:3000/gitops.git',
  ])
    it(`makes it match ${repoUrl}`, () =>
      assert.match(repoUrl, argoCdPattern(payload.repository.html_url)));

  for (const repoUrl of [
    'http://git.payday.internal:3000/payments.git',
    'http://git.payday.internal:3000/gitops-other.git',
    'http://gitxpayday.internal:3000/gitops.git',
    'http://localhost:7082/gitops.git',
  ])
    it(`does not make it match ${repoUrl}`, () =>
      assert.doesNotMatch(repoUrl, argoCdPattern(payload.repository.html_url)));

  it('says where the branch was and is, and every path that changed', () => {
    assert.equal(payload.ref, 'refs/heads/main');
    assert.equal(payload.before, event.before);
    assert.equal(payload.after, event.after);
    assert.equal(payload.repository.clone_url, address);
    assert.equal(payload.repository.default_branch, 'main');
    assert.deepEqual(payload.commits, [
      { id: event.after, message: 'Push by payday-portal', ...files },
    ]);
  });

  it('names no paths when they are not known, so that all is refreshed', () => {
    const created = { ...event, before: NO_OBJECT };
    const { commits, ...rest } = argoCdPushPayload(address, created, undefined);
    assert.deepEqual(commits, []);
    assert.equal(rest.created, true);
    assert.equal(rest.deleted, false);
  });

  it('is signed as GitHub documents it', () =>
    assert.equal(
      signature('Hello, World!', "It's a Secret to Everybody"),
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    ));
});

describe('the list of changed files', () => {
  it('sorts paths by what happened to them', () =>
    assert.deepEqual(
      parseNameStatus('A\0new\0M\0with space\nand line\0D\0old\0T\0link\0'),
      {
        added: ['new'],
        modified: ['with space\nand line', 'link'],
        removed: ['old'],
      },
    ));

  it('is empty when nothing changed', () =>
    assert.deepEqual(parseNameStatus(''), {
      added: [],
      modified: [],
      removed: [],
    }));

  it('is not known when it is too long', () =>
    assert.equal(parseNameStatus('M\0a\0'.repeat(3_001)), undefined));
});
