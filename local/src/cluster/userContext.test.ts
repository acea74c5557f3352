import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { readContext } from './userContext.ts';

const contexts = [{ name: 'dev', context: { cluster: 'c', user: 'u' } }];

/** Reads the context `dev` of a kubeconfig, beside which are files. */
function read(
  test: TestContext,
  config: object,
  files: Record<string, string> = {},
) {
  const folder = join(temporaryFolder(test), 'kube');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files))
    writeFileSync(join(folder, name), text);
  const path = join(folder, 'config');
  writeFileSync(path, JSON.stringify({ contexts, ...config }));
  return readContext('dev', [path]);
}

const withUser = (user: object, cluster: object = {}) => ({
  clusters: [
    { name: 'other', cluster: {} },
    { name: 'c', cluster: { server: 'https://c', ...cluster } },
  ],
  users: [
    { name: 'other', user: { token: 'not this one' } },
    { name: 'u', user },
  ],
});

describe('a context of the kubeconfig', () => {
  it('is taken alone, with the user it names', async test => {
    const { clusters, users } = await read(test, withUser({ token: 'secret' }));
    assert.deepEqual(users, [{ name: 'u', user: { token: 'secret' } }]);
    assert.deepEqual(clusters, [
      { name: 'c', cluster: { server: 'https://c' } },
    ]);
  });

  it('brings the files it names, relative to its own folder', async test => {
    const { clusters, users } = await read(
      test,
      withUser({ tokenFile: 'token' }, { 'certificate-authority': 'ca.crt' }),
      { token: 'secret\n', 'ca.crt': 'PEM' },
    );
    assert.equal(users[0].user.token, 'secret');
    assert.deepEqual(clusters[0].cluster, {
      server: 'https://c',
      'certificate-authority-data': Buffer.from('PEM').toString('base64'),
    });
  });

  const withoutToken: [string, object][] = [
    ['a client certificate', { 'client-certificate-data': 'PEM' }],
    ['a program', { exec: { command: 'kubelogin' } }],
  ];
  for (const [title, user] of withoutToken)
    it(`is refused when its user signs in with ${title}, and says how to get a token`, async test =>
      assert.rejects(
        read(test, withUser(user)),
        (error: { what: string; next: string[]; exitCode: number }) =>
          /The user "u" of the context "dev" has no token/.test(error.what) &&
          /create token payday-portal/.test(error.next.join('\n')) &&
          error.exitCode === 2,
      ));

  it('is refused when the user it names is not there', async test =>
    assert.rejects(
      read(test, { ...withUser({}), users: [] }),
      /names the user "u", which is not in/,
    ));
});
