import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { CallbackServer } from './CallbackServer.ts';

suite('CallbackServer', () => {
  test('takes the code that comes with the right state', async t => {
    const { server, visit } = await listening(t);
    const code = server.code(60_000);
    const response = await visit({ code: 'the-code', state: 'right' });
    assert.equal(response.status, 200);
    assert.match(await response.text(), /You are signed in/);
    assert.equal(await code, 'the-code');
  });

  test('ignores what comes with another state', async t => {
    const { server, visit } = await listening(t);
    const code = server.code(60_000);
    const others: Record<string, string>[] = [
      { code: 'evil', state: 'wrong' },
      { code: 'evil' },
      { error: 'access_denied', state: 'wrong' },
      { state: 'right' },
    ];
    for (const answer of others)
      assert.equal((await visit(answer)).status, 400);
    await visit({ code: 'good', state: 'right' });
    assert.equal(await code, 'good');
  });

  test('says that the person refused', async t => {
    const { server, visit } = await listening(t);
    const code = server.code(60_000);
    const refused = assert.rejects(code, {
      name: 'Problem',
      message: 'The sign-in was cancelled in the browser.',
    });
    const response = await visit({ error: 'access_denied', state: 'right' });
    assert.match(await response.text(), /You are not signed in/);
    await refused;
  });

  test('says why the portal refused, escaped on the page', async t => {
    const { server, visit } = await listening(t);
    const refused = assert.rejects(server.code(60_000), {
      message: /Invalid <b>redirect<\/b>/,
    });
    const response = await visit({
      error: 'invalid_request',
      error_description: 'Invalid <b>redirect</b>',
      state: 'right',
    });
    assert.ok(!(await response.text()).includes('<b>'));
    await refused;
  });

  test('gives up when nobody comes back', async t => {
    const { server } = await listening(t);
    await assert.rejects(server.code(0), {
      name: 'Problem',
      message: /^Nobody finished the sign-in/,
    });
  });

  test('goes on after a request for something that is no address', async t => {
    const { server, visit } = await listening(t);
    const code = server.code(60_000);
    const { origin } = new URL(server.redirectUri);
    assert.equal((await fetch(`${origin}//`)).status, 400);
    await visit({ code: 'good', state: 'right' });
    assert.equal(await code, 'good');
  });

  test('has no other page', async t => {
    const { server } = await listening(t);
    const response = await fetch(new URL('/', server.redirectUri));
    assert.equal(response.status, 404);
  });

  test('listens on loopback, at the path the portal allows', async t => {
    const { server } = await listening(t);
    assert.match(server.redirectUri, /^http:\/\/127\.0\.0\.1:\d+\/callback$/);
  });
});

async function listening(t: TestContext) {
  const server = await CallbackServer.listen('right');
  t.after(() => server.close());
  return {
    server,
    visit: (answer: Record<string, string>) =>
      fetch(`${server.redirectUri}?${new URLSearchParams(answer)}`),
  };
}
