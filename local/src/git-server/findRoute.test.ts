import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { findRoute } from './findRoute.ts';

describe('a request', () => {
  const git = (service: string, advertises: boolean) => ({
    kind: 'git',
    repository: 'gitops',
    service,
    advertises,
  });
  for (const [method, target, route] of [
    ['GET', '/healthz', { kind: 'health' }],
    [
      'GET',
      '/gitops.git/info/refs?service=git-upload-pack',
      git('git-upload-pack', true),
    ],
    [
      'GET',
      '/gitops.git/info/refs?service=git-receive-pack',
      git('git-receive-pack', true),
    ],
    ['POST', '/gitops.git/git-upload-pack', git('git-upload-pack', false)],
    ['POST', '/gitops.git/git-receive-pack', git('git-receive-pack', false)],
    [
      'POST',
      '/gitops.git/updates',
      { kind: 'announcement', repository: 'gitops' },
    ],
  ] as const)
    it(`${method} ${target} is served`, () =>
      assert.deepEqual(findRoute(method, target), route));

  for (const [method, target] of [
    ['GET', '/'],
    ['GET', '/gitops.git/info/refs'],
    ['GET', '/gitops.git/info/refs?service=git-upload-archive'],
    ['GET', '/gitops.git/HEAD'],
    ['GET', '/gitops.git/objects/info/packs'],
    ['GET', '/gitops.git/config'],
    ['GET', '/gitops/info/refs?service=git-upload-pack'],
    ['GET', '/GitOps.git/info/refs?service=git-upload-pack'],
    ['GET', '/../gitops.git/info/refs?service=git-upload-pack'],
    ['GET', '/a/../gitops.git/info/refs?service=git-upload-pack'],
    ['GET', '/..%2fgitops.git/info/refs?service=git-upload-pack'],
    ['GET', '/%2e%2e/gitops.git/info/refs?service=git-upload-pack'],
    ['GET', '/...git/info/refs?service=git-upload-pack'],
    ['GET', '/.pushes.git/info/refs?service=git-upload-pack'],
    ['GET', '//gitops.git/info/refs?service=git-upload-pack'],
    ['GET', 'http://x/gitops.git/info/refs?service=git-upload-pack'],
    ['GET', '/gitops.git/git-upload-pack'],
    ['PUT', '/gitops.git/git-receive-pack'],
    ['POST', '/gitops.git/git-receive-pack?x=1'],
    ['POST', '/gitops.git/git-receive-pack/../git-upload-pack'],
    ['POST', '/gitops.git/info/refs?service=git-upload-pack'],
    ['POST', '/healthz'],
    [undefined, undefined],
  ])
    it(`${method} ${target} leads nowhere`, () =>
      assert.equal(findRoute(method, target), undefined));
});
