import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { howToInstall, installDebianPackages } from './debianPackages.ts';

describe('installDebianPackages', () => {
  it('runs nothing when nobody agreed', async () => {
    const isInstalled = await installDebianPackages(
      {
        allowSystemPackages: false,
        run: async file => assert.fail(`it ran ${file}`),
      },
      ['chromium'],
    );
    assert.equal(isInstalled, false);
  });
});

describe('howToInstall', () => {
  it('names the command to type', () => {
    assert.match(
      howToInstall({ allowSystemPackages: false }, ['chromium']),
      /apt-get install -y chromium/,
    );
  });

  it('does not propose --yes to somebody who said it', () => {
    assert.doesNotMatch(
      howToInstall({ allowSystemPackages: true }, ['chromium']),
      /--yes/,
    );
  });
});
