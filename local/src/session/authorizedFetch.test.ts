import assert from 'node:assert/strict';
import { chmodSync } from 'node:fs';
import { suite, test } from 'node:test';
import { authorizedFetch } from './authorizedFetch.ts';
import { instanceOfPortal, signedIn } from './testing/signedIn.ts';
import { describePerson, whoAmI } from './whoAmI.ts';

const REFRESH = 'POST /api/auth/v1/token';

suite('authorizedFetch', () => {
  test('asks as the person who signed in', async t => {
    const { instance } = await signedIn(t);
    const response = await authorizedFetch(instance, '/api/permission/access');
    assert.equal(response.status, 200);
  });

  test('refreshes a token that is about to end, and keeps the new one', async t => {
    const { instance, portal, file } = await signedIn(t, { expiresIn: 30 });
    portal.expiresIn = 3600;
    await authorizedFetch(instance, '/api/permission/access');
    assert.equal(file.read()?.refreshToken, 'refresh-2');
    await authorizedFetch(instance, '/api/permission/access');
    assert.equal(portal.count(REFRESH), 2);
  });

  test('refreshes once when the portal no longer takes the token', async t => {
    const { instance, portal } = await signedIn(t);
    portal.forgetAccessToken();
    const response = await authorizedFetch(instance, '/api/permission/access');
    assert.equal(response.status, 200);
  });

  test('refreshes once for requests at the same time', async t => {
    const { instance, portal } = await signedIn(t, { expiresIn: 30 });
    portal.expiresIn = 3600;
    const responses = await Promise.all(
      [1, 2, 3, 4].map(() =>
        authorizedFetch(instance, '/api/permission/access'),
      ),
    );
    assert.deepEqual(
      responses.map(({ status }) => status),
      [200, 200, 200, 200],
    );
    assert.equal(portal.count(REFRESH), 2);
  });

  test('passes failures of the portal on', async t => {
    const { instance } = await signedIn(t);
    const response = await authorizedFetch(instance, '/api/nothing');
    assert.equal(response.status, 404);
  });

  test('says so when nobody is signed in', async t => {
    const instance = instanceOfPortal(t, 'http://127.0.0.1:1');
    await assert.rejects(authorizedFetch(instance, '/x'), {
      name: 'Problem',
      message: /Nobody is signed in/,
      next: ['Sign in:  ./payday login'],
      exitCode: 1,
    });
  });

  test('forgets a sign-in that the portal ended', async t => {
    const { instance, portal, file } = await signedIn(t);
    portal.endSignIn();
    await assert.rejects(authorizedFetch(instance, '/api/permission/access'), {
      name: 'Problem',
      message: `Your sign-in at ${portal.url} has ended.`,
      next: ['Sign in again:  ./payday login'],
    });
    assert.equal(file.read(), undefined);
  });

  test('keeps the sign-in when the portal is down', async t => {
    const { instance, portal, file } = await signedIn(t, { expiresIn: 30 });
    await portal.stop();
    await assert.rejects(authorizedFetch(instance, '/x'), {
      message: /No portal answers/,
      next: ['Start it:  ./payday up'],
    });
    assert.ok(file.read()?.refreshToken);
  });

  test('asks to sign in again when there is nothing to refresh with', async t => {
    const { instance } = await signedIn(t, {
      expiresIn: 1e-9,
      handsOutRefreshTokens: false,
    });
    await assert.rejects(authorizedFetch(instance, '/x'), {
      message: /has ended/,
    });
  });

  test('sends nothing when others can read the sign-in', async t => {
    const { instance, portal, file } = await signedIn(t);
    chmodSync(file.path, 0o644);
    const before = portal.requests.length;
    await assert.rejects(authorizedFetch(instance, '/x'), {
      name: 'Problem',
      message: /is not used, because others on this machine have access/,
    });
    assert.equal(portal.requests.length, before);
  });
});

suite('whoAmI', () => {
  test('takes a missing name from the catalog', async t => {
    const { instance } = await signedIn(t, { displayName: 'Ana Lima' });
    assert.equal(
      describePerson(await whoAmI(instance)),
      'Ana Lima (user:default/ana-lima), developers',
    );
  });

  test('does without a name', async t => {
    const { instance } = await signedIn(t);
    assert.equal(
      describePerson(await whoAmI(instance)),
      'user:default/ana-lima, developers',
    );
  });

  test('says so when the portal answers something else', async t => {
    const { instance, portal } = await signedIn(t);
    portal.broken = { status: 500, body: 'oops' };
    await assert.rejects(whoAmI(instance), {
      name: 'Problem',
      message: /did not say who is signed in \(HTTP 500\)/,
    });
  });
});
