import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { packageDatabase, parsePackageList } from './debianPackages.ts';

const sha256 = 'a'.repeat(64);

describe('the packages that apt would install', () => {
  it('are read with their versions, sorted by name', () => {
    const text = [
      `'http://mirror/zlib1g_1.2.13.dfsg-1_amd64.deb' zlib1g_1%3a1.2.13.dfsg-1_amd64.deb 86684 SHA256:${sha256}`,
      `'http://mirror/l/libstdc%2b%2b6_12.2.0-14_amd64.deb' libstdc++6_12.2.0-14_amd64.deb 612604 SHA256:${sha256}`,
      '',
    ].join('\n');
    assert.deepEqual(parsePackageList(text), [
      {
        name: 'libstdc++6',
        version: '12.2.0-14',
        file: 'libstdc++6_12.2.0-14_amd64.deb',
        sha256,
      },
      {
        name: 'zlib1g',
        version: '1:1.2.13.dfsg-1',
        file: 'zlib1g_1%3a1.2.13.dfsg-1_amd64.deb',
        sha256,
      },
    ]);
  });

  it('do not depend on where they come from', () => {
    const line = (host: string) =>
      `'http://${host}/a_1_all.deb' a_1_all.deb 1 SHA256:${sha256}`;
    assert.deepEqual(
      parsePackageList(line('one')),
      parsePackageList(line('other')),
    );
  });

  it('are none of those that are left out', () => {
    assert.match(
      packageDatabase(['perl', 'awk'], 'amd64'),
      /^Package: perl\nStatus: install ok installed\n[^]*\n\nPackage: awk\n/,
    );
    assert.equal(packageDatabase([], 'amd64'), '');
  });
});
