import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { argoCdImage } from './platformImages.ts';
import { toolContainerfile, toolPaths } from './toolImage.ts';

describe('the Containerfile of a tool', () => {
  it('takes its base as a build argument', () => {
    assert.equal(
      toolContainerfile({ base: 'git', entrypoint: ['/usr/local/bin/a', 'b'] }),
      'ARG BASE\nFROM ${BASE}\nADD files.tar /\nUSER 65532:65532\nENTRYPOINT ["/usr/local/bin/a","b"]\n',
    );
  });

  it('needs no base from scratch', () => {
    assert.match(
      toolContainerfile({ base: 'scratch', entrypoint: ['/usr/bin/pause'] }),
      /^FROM scratch\nADD/,
    );
  });
});

describe('the paths of a tool', () => {
  it('are its programs and their other names', () => {
    const { binaries } = argoCdImage({
      argocd: '/cache/argocd',
      helm: '/cache/helm',
      kustomize: '/cache/kustomize',
      gitVerifyWrapper: '/modules/git-verify-wrapper.sh',
    });
    const paths = toolPaths(binaries);
    assert.deepEqual(
      paths.find(({ path }) => path === '/usr/local/bin/argocd-repo-server'),
      { path: '/usr/local/bin/argocd-repo-server', linkTo: 'argocd' },
    );
    assert.ok(paths.some(({ path }) => path === '/usr/local/bin/kustomize'));
  });

  const refused: [string, { to: string; links?: string[] }[]][] = [
    ['outside of /usr and /opt', [{ to: '/bin/a' }]],
    ['that leave their folder', [{ to: '/usr/bin/a', links: ['../../x'] }]],
    ['that hide a dot folder', [{ to: '/usr/../etc/passwd' }]],
    ['used twice', [{ to: '/usr/bin/a' }, { to: '/usr/bin/b', links: ['a'] }]],
  ];
  for (const [what, binaries] of refused) {
    it(`${what} are refused`, () => {
      assert.throws(() => toolPaths(binaries), { name: 'Problem' });
    });
  }
});
