import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readGitServerSettings } from './settings.ts';

const least = {
  PAYDAY_GIT_FOLDER: '/data/git',
  PAYDAY_GIT_ACCESS_FILE: '/data/secrets/git-access.json',
};

describe('the settings', () => {
  it('need a folder and an access file only', () =>
    assert.deepEqual(readGitServerSettings(least), {
      host: '0.0.0.0',
      port: 3000,
      folder: '/data/git',
      accessFile: '/data/secrets/git-access.json',
      listeners: [],
      publicUrl: 'http://git.payday.internal:3000',
    }));

  it('take listeners as addresses or with a kind', () => {
    const { listeners } = readGitServerSettings({
      ...least,
      PAYDAY_GIT_LISTENERS: JSON.stringify([
        'http://portal.payday.internal:7008/git',
        { kind: 'argo-cd', url: 'http://x/api/webhook', secretFile: '/s' },
      ]),
    });
    assert.deepEqual(listeners, [
      { kind: 'event', url: 'http://portal.payday.internal:7008/git' },
      { kind: 'argo-cd', url: 'http://x/api/webhook', secretFile: '/s' },
    ]);
  });

  for (const [wrong, message] of [
    [{ PAYDAY_GIT_FOLDER: undefined }, /PAYDAY_GIT_FOLDER is missing/],
    [{ PAYDAY_GIT_FOLDER: 'git' }, /PAYDAY_GIT_FOLDER must be an absolute/],
    [{ PAYDAY_GIT_PORT: 'x' }, /PAYDAY_GIT_PORT/],
    [{ PAYDAY_GIT_LISTENERS: '[' }, /PAYDAY_GIT_LISTENERS is not JSON/],
    [{ PAYDAY_GIT_LISTENERS: '["ftp://x"]' }, /PAYDAY_GIT_LISTENERS/],
    [{ PAYDAY_GIT_LISTENERS: '[{"kind":"x"}]' }, /PAYDAY_GIT_LISTENERS/],
  ] as const)
    it(`name what is wrong: ${JSON.stringify(wrong)}`, () =>
      assert.throws(
        () => readGitServerSettings({ ...least, ...wrong }),
        message,
      ));
});
