import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { Problem } from '../problem.ts';
import { readIdentityProviderSettings } from './settings.ts';

const GOOD = {
  PAYDAY_IDENTITY_URL: 'http://localhost:7180',
  PAYDAY_PORTAL_URL: 'http://127.0.0.1:7107',
  PAYDAY_OIDC_CLIENT_SECRET: 'a-secret-of-a-decent-length',
  PAYDAY_DATA_DIR: '/tmp/data',
};

suite('readIdentityProviderSettings', () => {
  test('takes the ports from the addresses, and the people of this repository', () => {
    const settings = readIdentityProviderSettings(GOOD);
    assert.equal(settings.issuer.port, '7180');
    assert.equal(settings.portal.origin, 'http://127.0.0.1:7107');
    assert.match(settings.peopleFile, /local\/catalog-info\.yaml$/);
  });

  test('accepts each name of loopback', () => {
    for (const host of ['localhost', '127.0.0.1', '[::1]'])
      assert.ok(
        readIdentityProviderSettings({
          ...GOOD,
          PAYDAY_PORTAL_URL: `http://${host}:7007`,
        }),
      );
  });

  const mistakes: [Record<string, string | undefined>, RegExp][] = [
    [
      { PAYDAY_OIDC_CLIENT_SECRET: undefined },
      /PAYDAY_OIDC_CLIENT_SECRET is missing/,
    ],
    [
      { PAYDAY_OIDC_CLIENT_SECRET: 'short' },
      /PAYDAY_OIDC_CLIENT_SECRET must have at least 16 characters/,
    ],
    [{ PAYDAY_DATA_DIR: undefined }, /PAYDAY_DATA_DIR is missing/],
    [
      { PAYDAY_PORTAL_URL: 'localhost:7007' },
      /PAYDAY_PORTAL_URL must be an http:\/\/ address/,
    ],
    [
      { PAYDAY_PORTAL_URL: 'http://localhost:7007/portal' },
      /PAYDAY_PORTAL_URL must be an address without a path/,
    ],
    [
      { PAYDAY_PORTAL_URL: 'http://payday.example.com' },
      /PAYDAY_PORTAL_URL\) is http:\/\/payday\.example\.com, which is not localhost/,
    ],
    [
      { PAYDAY_FRONTEND_URL: 'http://dev.example.com:3000' },
      /PAYDAY_FRONTEND_URL\) is http:\/\/dev\.example\.com:3000, which is not localhost/,
    ],
    [
      { PAYDAY_IDENTITY_URL: 'http://10.0.0.7:7080' },
      /PAYDAY_IDENTITY_URL\) is http:\/\/10\.0\.0\.7:7080, which is not localhost/,
    ],
  ];
  for (const [change, says] of mistakes)
    test(`refuses ${JSON.stringify(change)} and names the variable`, () => {
      assert.throws(
        () => readIdentityProviderSettings({ ...GOOD, ...change }),
        (error: Problem) =>
          error instanceof Problem &&
          says.test(error.what) &&
          !error.what.includes('short') &&
          error.next.length > 0,
      );
    });
});
