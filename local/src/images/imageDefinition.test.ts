import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  BASE_IMAGES,
  parseBaseImage,
  readBaseImage,
} from './imageDefinition.ts';

describe('a base image', () => {
  for (const name of BASE_IMAGES) {
    it(`is defined: ${name}`, async () => {
      const { packages, containerfile } = await readBaseImage(name);
      assert.ok(packages.includes('base-files'));
      assert.match(containerfile, /^ADD rootfs\.tar \/$/m);
      assert.match(
        containerfile,
        name === 'node-build' ? /^USER 0:0$/m : /^USER 65532:65532$/m,
      );
    });
  }

  const cases: [string, string, RegExp][] = [
    ['without packages', 'packages: []', /packages/],
    ['with an unknown key', 'packages: [git]\nrun: make', /run/],
    ['that leaves the tree', 'packages: [git]\nremove: [/../etc]', /remove/],
    ['with a relative path', 'packages: [git]\nfolders: [data]', /folders/],
    ['with options for a package name', 'packages: ["-oDebug=1"]', /packages/],
    [
      'with a range of versions from npm',
      'packages: [git]\nnpm: [{name: a, version: ^1.0.0, integrity: sha512-aa, to: /usr, keep: [a]}]',
      /version/,
    ],
  ];
  for (const [what, text, why] of cases) {
    it(`${what} is refused`, () => {
      assert.throws(
        () => parseBaseImage('git', text, ''),
        (error: { what: string; next: string[] }) =>
          /local\/images\/git\/image\.yaml/.test(error.what) &&
          why.test(error.next.join('\n')),
      );
    });
  }
});
