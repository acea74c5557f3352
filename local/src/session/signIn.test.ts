import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PortalSignIn } from './PortalSignIn.ts';
import { FakePortal } from './testing/FakePortal.ts';
import { browse, signedIn } from './testing/signedIn.ts';
import { signIn } from './signIn.ts';

suite('signing in from the command line', () => {
  test('ends with the tokens of the person who approved', async t => {
    const portal = await FakePortal.start(t);
    const session = await signIn(
      await PortalSignIn.discover(portal.url),
      browse,
    );
    assert.partialDeepStrictEqual(session, {
      portalUrl: portal.url,
      clientId: 'a-client',
      accessToken: 'access-1',
      refreshToken: 'refresh-1',
    });
    assert.ok(session.expiresAt > Date.now() / 1000 + 3000);
  });

  test('asks for PKCE, a state and a loopback address', async t => {
    const portal = await FakePortal.start(t);
    let asked = new URL('about:blank');
    await signIn(await PortalSignIn.discover(portal.url), url => {
      asked = new URL(url);
      browse(url);
    });
    const query = Object.fromEntries(asked.searchParams);
    assert.equal(query.code_challenge_method, 'S256');
    assert.match(query.redirect_uri, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    assert.match(query.state, /^[\w-]{43}$/);
    assert.equal(query.scope, 'openid offline_access');
  });

  test('says so when the person refuses', async t => {
    const portal = await FakePortal.start(t);
    portal.consent = 'reject';
    await assert.rejects(
      signIn(await PortalSignIn.discover(portal.url), browse),
      { name: 'Problem', message: 'The sign-in was cancelled in the browser.' },
    );
  });

  test('takes the end from the access token when that is sooner', async t => {
    const portal = await FakePortal.start(t);
    portal.expiresIn = 10;
    const session = await signIn(
      await PortalSignIn.discover(portal.url),
      browse,
    );
    assert.ok(session.expiresAt <= Date.now() / 1000 + 10);
  });

  test('can be revoked', async t => {
    const { portal, file } = await signedIn(t);
    const signInOfPortal = await PortalSignIn.discover(portal.url);
    await signInOfPortal.revoke(file.read()!);
    assert.equal(portal.hasSignIn, false);
  });
});

suite('a portal that cannot sign anyone in', () => {
  test('and does not run names the command that starts it', async t => {
    const portal = await FakePortal.start(t);
    const { url } = portal;
    await portal.stop();
    await assert.rejects(PortalSignIn.discover(url, './payday up'), {
      name: 'Problem',
      message: `No portal answers on ${url}.`,
      next: ['Start it:  ./payday up'],
      exitCode: 1,
    });
  });

  const cases: [string, Partial<FakePortal>, RegExp][] = [
    [
      'because it is starting says so',
      { broken: { status: 503 } },
      /is still starting/,
    ],
    [
      'because it is something else says so',
      { broken: { status: 404, body: 'hello' } },
      /not like a Payday portal/,
    ],
    [
      'because it goes by another address names that one',
      { baseUrl: 'https://payday.example.com' },
      /says its address is https:\/\/payday\.example\.com/,
    ],
    [
      'because its address only begins the same is refused',
      { baseUrl: 'http://127.0.0.1:1' },
      /says its address is/,
    ],
  ];
  for (const [title, changes, message] of cases)
    test(title, async t => {
      const portal = Object.assign(await FakePortal.start(t), changes);
      await assert.rejects(PortalSignIn.discover(portal.url), {
        name: 'Problem',
        message,
      });
    });

  test('because nobody turned it on names the setting', async t => {
    const portal = await FakePortal.start(t);
    portal.offers.registration = false;
    await assert.rejects(
      signIn(await PortalSignIn.discover(portal.url), browse),
      (error: { name: string; next: string[] }) =>
        error.name === 'Problem' &&
        error.next.join().includes('auth.clientIdMetadataDocuments.enabled'),
    );
  });
});
