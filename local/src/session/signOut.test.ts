import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { PortalSignIn } from './PortalSignIn.ts';
import { signIn } from './signIn.ts';
import { howLongItMayLive, replaceSession, signOut } from './signOut.ts';
import type { FakePortal } from './testing/FakePortal.ts';
import { browse, signedIn } from './testing/signedIn.ts';

suite('signing out', () => {
  test('ends the sign-in here and at the portal', async t => {
    const { portal, file } = await signedIn(t);
    assert.equal((await signOut(file)).kind, 'confirmed');
    assert.equal(file.read(), undefined);
    assert.equal(portal.hasSignIn, false);
    assert.equal((await signOut(file)).kind, 'nobody');
  });

  const unconfirmed: [string, (portal: FakePortal) => unknown][] = [
    ['refuses', portal => (portal.offers.revocation = 'refused')],
    ['cannot revoke', portal => (portal.offers.revocation = 'absent')],
    ['is broken', portal => (portal.broken = { status: 500 })],
    ['is not there', portal => portal.stop()],
  ];
  for (const [title, change] of unconfirmed)
    test(`is unconfirmed, but forgotten here, when the portal ${title}`, async t => {
      const { portal, file } = await signedIn(t);
      await change(portal);
      assert.equal((await signOut(file)).kind, 'unconfirmed');
      assert.equal(file.read(), undefined);
    });

  test('is unconfirmed for a sign-in that only has an access token', async t => {
    const { file } = await signedIn(t, { handsOutRefreshTokens: false });
    const result = await signOut(file);
    assert.ok(result.kind === 'unconfirmed');
    assert.match(howLongItMayLive(result.session), /^until \d{4}-/);
  });
});

suite('signing in elsewhere', () => {
  test('ends the former sign-in at its own portal', async t => {
    const { portal: former, file } = await signedIn(t);
    const { portal } = await signedIn(t);
    const session = await signIn(
      await PortalSignIn.discover(portal.url),
      browse,
    );
    await replaceSession(file, session);
    assert.deepEqual(file.read(), session);
    assert.deepEqual([former.hasSignIn, portal.hasSignIn], [false, true]);
  });

  test('works when the former portal is gone', async t => {
    const { portal: former, file } = await signedIn(t);
    const { file: other } = await signedIn(t);
    await former.stop();
    const session = other.read()!;
    await replaceSession(file, session);
    assert.deepEqual(file.read(), session);
  });
});
