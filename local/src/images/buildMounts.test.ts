import assert from 'node:assert/strict';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { buildMounts, containerNpmrc } from './buildMounts.ts';

describe('the npm configuration of a build', () => {
  it('is the machine’s, without its own paths', () => {
    const text = containerNpmrc([
      'cafile = "/somewhere/bundle.crt"\nregistry=http://npm.example/\n',
      'nodedir=/usr\naudit=false\n',
    ]);
    assert.equal(
      text,
      'registry=http://npm.example/\naudit=false\ncafile=/etc/ssl/certs/ca-certificates.crt\n',
    );
  });

  it('takes the registry of the environment last', () => {
    const text = containerNpmrc(['registry=http://one/'], 'http://two/');
    assert.match(text, /registry=http:\/\/one\/\nregistry=http:\/\/two\/\n/);
  });
});

describe('the mounts of a build', () => {
  it('are read-only, and the npmrc is readable by its owner only', async test => {
    const folder = temporaryFolder(test);
    const bundle = join(folder, 'bundle.crt');
    writeFileSync(bundle, '');
    const options = await buildMounts(join(folder, 'mounts'), {
      HOME: folder,
      NODE_EXTRA_CA_CERTS: bundle,
    });
    const npmrc = join(folder, 'mounts', 'npmrc');
    assert.deepEqual(options, [
      '--volume',
      `${bundle}:/etc/ssl/certs/ca-certificates.crt:ro`,
      '--volume',
      `${npmrc}:/root/.npmrc:ro`,
    ]);
    assert.equal(statSync(npmrc).mode & 0o777, 0o600);
  });
});
