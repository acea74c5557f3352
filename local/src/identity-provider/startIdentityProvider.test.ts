import assert from 'node:assert/strict';
import { createPublicKey, verify } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { JsonWebKey } from 'node:crypto';
import { Problem } from '../problem.ts';
import { startIdentityProvider } from './startIdentityProvider.ts';
import { Browser } from './testing/Browser.ts';
import {
  CLIENT_SECRET,
  settingsForTest,
  startForTest,
} from './testing/startForTest.ts';

const PEOPLE: [name: string, displayName: string, groups: string[]][] = [
  ['ana-lima', 'Ana Lima', ['developers', 'merchant-experience']],
  ['deniz-kaya', 'Deniz Kaya', ['developers', 'payments-core']],
  ['priya-nair', 'Priya Nair', ['release-engineers', 'merchant-experience']],
  ['tom-becker', 'Tom Becker', ['release-engineers', 'payments-core']],
  ['mei-tanaka', 'Mei Tanaka', ['sre', 'merchant-experience']],
  ['omar-haddad', 'Omar Haddad', ['sre', 'payments-core']],
  ['chloe-martin', 'Chloe Martin', ['product-owners', 'merchant-experience']],
  ['james-okafor', 'James Okafor', ['product-owners', 'payments-core']],
  ['sofia-rossi', 'Sofia Rossi', ['platform-team']],
  ['lars-nilsen', 'Lars Nilsen', ['platform-team']],
];

suite('signing in', () => {
  for (const [name, displayName, groups] of PEOPLE)
    test(`${name} gets their own claims in the ID token and from userinfo`, async t => {
      const { settings, portal } = await startForTest(t);
      const tokens = await portal.signIn(name);
      const expected = {
        sub: name,
        name: displayName,
        preferred_username: name,
        email: `${name}@payday.example`,
        email_verified: true,
        groups,
      };
      const idToken = await verifiedClaims(settings.issuer, tokens.id_token);
      assert.partialDeepStrictEqual(idToken, {
        ...expected,
        iss: settings.issuer.origin,
        aud: 'payday-portal',
        nonce: 'a-nonce',
      });
      assert.deepEqual(
        await userInfo(settings.issuer, tokens.access_token),
        expected,
      );
    });

  test('one browser signs in as one person after another without signing out', async t => {
    const { portal, settings } = await startForTest(t);
    const browser = new Browser();
    for (const name of ['ana-lima', 'tom-becker', 'ana-lima']) {
      const tokens = await portal.signIn(name, browser);
      const claims = await verifiedClaims(settings.issuer, tokens.id_token);
      assert.equal(claims.sub, name);
    }
  });

  test('the chooser shows even when the portal asks for no prompt', async t => {
    const { portal } = await startForTest(t);
    const browser = new Browser();
    await portal.signIn('ana-lima', browser);
    const { response } = await browser.follow(
      portal.signInUrl({ prompt: undefined }),
    );
    assert.match(await response.text(), /<h1>Choose who you are<\/h1>/);
  });

  test('prompt=none fails, because nobody is ever signed in already', async t => {
    const { portal } = await startForTest(t);
    const { url } = await new Browser().follow(
      portal.signInUrl({ prompt: 'none' }),
    );
    assert.equal(url.searchParams.get('error'), 'login_required');
  });

  test('cancelling returns to the portal with access_denied', async t => {
    const { portal } = await startForTest(t);
    const browser = new Browser();
    const chooser = await browser.follow(portal.signInUrl());
    const cancelled = await browser.post(chooser.url, { cancel: 'yes' });
    const { url } = await browser.follow(
      new URL(cancelled.headers.get('location')!, chooser.url),
    );
    assert.equal(url.searchParams.get('error'), 'access_denied');
    assert.equal(url.searchParams.get('state'), 'a-state');
  });

  test('each sign-in is one line of the log, without secrets', async t => {
    const { portal, lines } = await startForTest(t);
    const tokens = await portal.signIn('mei-tanaka');
    assert.deepEqual(lines, ['mei-tanaka signed in to payday-portal']);
    await portal.refresh('nonsense');
    assert.match(lines[1], /^tokens for payday-portal refused: invalid_grant/);
    const log = lines.join('\n');
    for (const secret of [CLIENT_SECRET, ...Object.values(tokens)])
      assert.ok(!log.includes(String(secret)));
  });
});

suite('what the portal has to prove', () => {
  const refused: [string, Record<string, string>, string?][] = [
    [
      'a code without its PKCE verifier',
      { code_verifier: 'x'.repeat(43) },
      undefined,
    ],
    ['a code for another address', { redirect_uri: 'http://localhost:1/' }],
    ['a wrong client secret', {}, 'another-secret-than-the-right-one'],
  ];
  for (const [title, changes, secret] of refused)
    test(`${title} is refused`, async t => {
      const { portal } = await startForTest(t);
      const returned = await portal.choose('ana-lima');
      const code = returned.searchParams.get('code')!;
      const response = await portal.redeem(code, changes, secret);
      assert.ok([400, 401].includes(response.status));
      const { error } = (await response.json()) as { error: string };
      assert.match(error, /^invalid_(grant|client)$/);
    });

  test('a code works once, and its tokens end when it is used again', async t => {
    const { portal, settings } = await startForTest(t);
    const returned = await portal.choose('ana-lima');
    const code = returned.searchParams.get('code')!;
    const tokens = (await (await portal.redeem(code)).json()) as {
      access_token: string;
    };
    assert.equal((await portal.redeem(code)).status, 400);
    assert.equal(
      await userInfo(settings.issuer, tokens.access_token),
      undefined,
    );
  });

  test('a sign-in without PKCE is refused', async t => {
    const { portal } = await startForTest(t);
    const { url } = await new Browser().follow(
      portal.signInUrl({
        code_challenge: undefined,
        code_challenge_method: undefined,
      }),
    );
    assert.equal(url.searchParams.get('error'), 'invalid_request');
  });

  const strangers: [string, Record<string, string>][] = [
    ['another redirect address', { redirect_uri: 'http://localhost:7007/' }],
    [
      'the redirect address on another host',
      {
        redirect_uri: 'http://evil.example/api/auth/oidc/handler/frame',
      },
    ],
    ['an unknown client', { client_id: 'somebody' }],
  ];
  for (const [title, changes] of strangers)
    test(`${title} gets an error page, and no redirect`, async t => {
      const { portal, settings } = await startForTest(t);
      const { response, url } = await new Browser().follow(
        portal.signInUrl(changes),
      );
      assert.equal(response.status, 400);
      assert.equal(url.origin, settings.issuer.origin);
      assert.match(await response.text(), /do not fit together/);
    });
});

suite('the choice', () => {
  test('counts only when it is made on the page itself', async t => {
    const { portal } = await startForTest(t);
    const browser = new Browser();
    const { url } = await browser.follow(portal.signInUrl());
    for (const origin of ['http://localhost:3000', 'null', '']) {
      const response = await browser.post(
        url,
        { person: 'sofia-rossi' },
        { origin },
      );
      assert.equal(response.status, 400);
      assert.match(await response.text(), /not made on this page/);
    }
  });

  test('counts only in the browser that started the sign-in', async t => {
    const { portal } = await startForTest(t);
    const { url } = await new Browser().follow(portal.signInUrl());
    const response = await new Browser().post(url, { person: 'sofia-rossi' });
    assert.equal(response.status, 400);
    assert.match(await response.text(), /This sign-in has expired/);
  });

  test('of an unknown person asks again', async t => {
    const { portal } = await startForTest(t);
    const browser = new Browser();
    const { url } = await browser.follow(portal.signInUrl());
    for (const person of ['nobody', '', '<script>', 'x'.repeat(10_000)]) {
      const response = await browser.post(url, { person });
      assert.equal(response.status, 400);
      assert.match(await response.text(), /does not know that person/);
    }
  });
});

suite('staying signed in', () => {
  test('a restart keeps keys and refresh tokens', async t => {
    const { portal, settings, restart } = await startForTest(t);
    const before = await portal.signIn('omar-haddad');
    await restart();
    await verifiedClaims(settings.issuer, before.id_token);
    const response = await portal.refresh(before.refresh_token);
    assert.equal(response.status, 200);
    const after = (await response.json()) as { id_token: string };
    const claims = await verifiedClaims(settings.issuer, after.id_token);
    assert.equal(claims.sub, 'omar-haddad');
  });

  test('a sign-in that was open during a restart can be finished', async t => {
    const { portal, restart } = await startForTest(t);
    const browser = new Browser();
    const { url } = await browser.follow(portal.signInUrl());
    await restart();
    const chosen = await browser.post(url, { person: 'ana-lima' });
    const { url: end } = await browser.follow(
      new URL(chosen.headers.get('location')!, url),
    );
    assert.ok(end.searchParams.get('code'));
  });

  test('a refresh hands out a new refresh token', async t => {
    const { portal } = await startForTest(t);
    const { refresh_token: first } = await portal.signIn('ana-lima');
    const { refresh_token: second } = (await (
      await portal.refresh(first)
    ).json()) as { refresh_token: string };
    assert.notEqual(second, first);
    assert.equal((await portal.refresh(second)).status, 200);
  });

  test('signing out at the portal ends the refresh token', async t => {
    const { portal } = await startForTest(t);
    const { refresh_token: token } = await portal.signIn('ana-lima');
    assert.equal((await portal.revoke(token)).status, 200);
    assert.equal((await portal.refresh(token)).status, 400);
  });

  test('secrets and sign-ins are readable by their owner only', async t => {
    const { portal, settings } = await startForTest(t);
    await portal.signIn('ana-lima');
    const modes = [
      'secrets',
      'secrets/identity-provider-keys.json',
      'identity',
      'identity/sign-ins.json',
    ].map(path => statSync(join(settings.dataFolder, path)).mode & 0o777);
    assert.deepEqual(modes, [0o700, 0o600, 0o700, 0o600]);
  });

  test('half-written files are set aside and everyone signs in again', async t => {
    const { portal, settings, restart, lines } = await startForTest(t);
    const { refresh_token: token } = await portal.signIn('ana-lima');
    for (const path of [
      'secrets/identity-provider-keys.json',
      'identity/sign-ins.json',
    ])
      writeFileSync(join(settings.dataFolder, path), '{"signing": [');
    await restart();
    assert.equal((await portal.refresh(token)).status, 400);
    assert.ok((await portal.signIn('ana-lima')).id_token);
    assert.equal(lines.filter(line => /unreadable/.test(line)).length, 2);
  });
});

suite('starting', () => {
  test('is refused when the portal or the provider is not on loopback', async t => {
    const elsewhere = [
      { portal: new URL('http://portal.example:7007') },
      { portal: new URL('http://192.168.1.20:7007') },
      { portal: new URL('http://localhost.example.com:7007') },
      { issuer: new URL('http://0.0.0.0:7080') },
    ];
    for (const overrides of elsewhere) {
      const settings = await settingsForTest(t, overrides);
      await assert.rejects(
        startIdentityProvider(settings, () => {}),
        (error: Problem) =>
          error instanceof Problem &&
          /not localhost, 127\.0\.0\.1 or ::1/.test(error.what) &&
          error.next.length > 0,
      );
    }
  });

  test('on a taken port names the port and the way out', async t => {
    const { settings } = await startForTest(t);
    await assert.rejects(
      startIdentityProvider(settings, () => {}),
      (error: Problem) =>
        error instanceof Problem &&
        error.what.includes(settings.issuer.port) &&
        error.next.join().includes('--port-offset'),
    );
  });

  test('listens on loopback only and answers to no other name', async t => {
    const { settings } = await startForTest(t);
    const { port } = settings.issuer;
    const health = await fetch(`http://127.0.0.1:${port}/healthz`);
    assert.equal(health.status, 200);
    assert.equal(await statusWithHost(port, 'evil.example'), 421);
    assert.equal(await statusWithHost(port, `localhost:${port}`), 200);
  });
});

async function userInfo(issuer: URL, accessToken: string) {
  const response = await fetch(new URL('/me', issuer), {
    headers: { authorization: `Bearer ${accessToken}` },
  });
  return response.ok ? response.json() : undefined;
}

/** The claims of an ID token, once its signature was checked with the published key. */
async function verifiedClaims(issuer: URL, token: string) {
  const [header, payload, signature] = token.split('.');
  const { kid } = decode(header);
  const { keys } = (await (
    await fetch(new URL('/jwks', issuer), { headers: { connection: 'close' } })
  ).json()) as {
    keys: (JsonWebKey & { kid: string; d?: string })[];
  };
  const key = keys.find(candidate => candidate.kid === kid);
  assert.ok(key && key.d === undefined);
  assert.ok(
    verify(
      'RSA-SHA256',
      Buffer.from(`${header}.${payload}`),
      createPublicKey({ key, format: 'jwk' }),
      Buffer.from(signature, 'base64url'),
    ),
  );
  return decode(payload);
}

function decode(part: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

async function statusWithHost(port: string, host: string): Promise<number> {
  const { request } = await import('node:http');
  return new Promise((resolve, reject) => {
    request(
      { host: '127.0.0.1', port, path: '/healthz', headers: { host } },
      response => {
        response.resume();
        resolve(response.statusCode!);
      },
    )
      .on('error', reject)
      .end();
  });
}
