import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { SignInStore } from './SignInStore.ts';

suite('SignInStore', () => {
  test('gives back after a restart what was kept', async t => {
    const { open } = storeIn(t);
    await open().adapter('Grant').upsert('one', { accountId: 'ana' }, 60);
    assert.deepEqual(await open().adapter('Grant').find('one'), {
      accountId: 'ana',
    });
  });

  test('keeps models apart', async t => {
    const store = storeIn(t).open();
    await store.adapter('Grant').upsert('one', { accountId: 'ana' }, 60);
    assert.equal(await store.adapter('AccessToken').find('one'), undefined);
  });

  test('forgets what has expired, in the file too', async t => {
    const { open, clock, file } = storeIn(t);
    const store = open();
    await store.adapter('AccessToken').upsert('old', { jti: 'old' }, 60);
    clock.seconds += 60;
    assert.equal(await store.adapter('AccessToken').find('old'), undefined);
    await store.adapter('AccessToken').upsert('new', { jti: 'new' }, 60);
    assert.deepEqual(Object.keys(JSON.parse(readFileSync(file, 'utf8'))), [
      'AccessToken:new',
    ]);
  });

  test('shows a used code as used at once', async t => {
    const { open, clock } = storeIn(t);
    const codes = open().adapter('AuthorizationCode');
    await codes.upsert('code', { grantId: 'g' }, 60);
    await codes.consume('code');
    assert.partialDeepStrictEqual(await codes.find('code'), {
      consumed: clock.seconds,
    });
  });

  test('accepts a rotated refresh token for 30 seconds from its first use', async t => {
    const { open, clock } = storeIn(t);
    const tokens = open().adapter('RefreshToken');
    await tokens.upsert('token', { grantId: 'g' }, 3600);
    const usedAt = clock.seconds;
    await tokens.consume('token');
    clock.seconds = usedAt + 30;
    assert.deepEqual(await tokens.find('token'), { grantId: 'g' });
    await tokens.consume('token');
    clock.seconds = usedAt + 31;
    assert.deepEqual(await tokens.find('token'), {
      grantId: 'g',
      consumed: usedAt,
    });
  });

  test('drops the tokens of a revoked grant and no others', async t => {
    const store = storeIn(t).open();
    const tokens = store.adapter('RefreshToken');
    await tokens.upsert('mine', { grantId: 'g' }, 60);
    await tokens.upsert('theirs', { grantId: 'h' }, 60);
    await tokens.revokeByGrantId('g');
    assert.equal(await tokens.find('mine'), undefined);
    assert.deepEqual(await tokens.find('theirs'), { grantId: 'h' });
  });

  test('keeps no browser session', async t => {
    const { open, file } = storeIn(t);
    const sessions = open().adapter('Session');
    await sessions.upsert('one', { accountId: 'ana' }, 60);
    assert.equal(await sessions.find('one'), undefined);
    assert.ok(!existsSync(file));
  });
});

function storeIn(t: TestContext) {
  const folder = mkdtempSync(join(tmpdir(), 'payday-sign-ins-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const clock = { seconds: 1_800_000_000 };
  const file = join(folder, 'sign-ins.json');
  return {
    clock,
    file,
    open: () => new SignInStore(file, { now: () => clock.seconds }),
  };
}
