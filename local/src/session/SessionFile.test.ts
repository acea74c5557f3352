import assert from 'node:assert/strict';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { SessionFile } from './SessionFile.ts';

const SESSION = {
  portalUrl: 'http://localhost:7007',
  clientId: 'client',
  accessToken: 'access',
  refreshToken: 'refresh',
  expiresAt: 1_800_000_000,
};

suite('SessionFile', () => {
  test('keeps a sign-in for its owner only', t => {
    const file = sessionFile(t);
    file.write(SESSION);
    assert.deepEqual(file.read(), SESSION);
    assert.equal(statSync(file.path).mode & 0o777, 0o600);
    assert.equal(statSync(dirname(file.path)).mode & 0o777, 0o700);
  });

  test('has no sign-in before the first one and after signing out', t => {
    const file = sessionFile(t);
    assert.equal(file.read(), undefined);
    file.write(SESSION);
    file.remove();
    assert.equal(file.read(), undefined);
    file.remove();
  });

  const exposures: [string, (path: string) => void][] = [
    ['the group can read the file', path => chmodSync(path, 0o640)],
    ['everyone can read the file', path => chmodSync(path, 0o604)],
    ['others can enter the folder', path => chmodSync(dirname(path), 0o755)],
    [
      'the file is a symbolic link',
      path => {
        renameSync(path, `${path}.elsewhere`);
        symlinkSync(`${path}.elsewhere`, path);
      },
    ],
  ];
  for (const [title, expose] of exposures)
    test(`is not used when ${title}`, t => {
      const file = sessionFile(t);
      file.write(SESSION);
      expose(file.path);
      assert.throws(
        () => file.read(),
        (error: { name: string; what: string; next: string[] }) =>
          error.name === 'Problem' &&
          error.what.includes(dirname(file.path)) &&
          error.next.some(line => line.includes('./payday login')),
      );
    });

  test('signing in again makes an exposed folder private', t => {
    const file = sessionFile(t);
    file.write(SESSION);
    chmodSync(dirname(file.path), 0o755);
    file.write(SESSION);
    assert.deepEqual(file.read(), SESSION);
  });

  test('half-written counts as signed out', t => {
    const file = sessionFile(t);
    file.write(SESSION);
    writeFileSync(file.path, '{"portalUrl": "http:');
    assert.equal(file.read(), undefined);
  });

  test('lets one at a time do locked work, also after a failure', async t => {
    const file = sessionFile(t);
    const events: string[] = [];
    const work = (name: string, fails = false) =>
      file.locked(async () => {
        events.push(`${name} begins`);
        await Promise.resolve();
        events.push(`${name} ends`);
        if (fails) throw new Error('failed');
      });
    const results = await Promise.allSettled([
      work('one', true),
      work('two'),
      work('three'),
    ]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['rejected', 'fulfilled', 'fulfilled'],
    );
    for (let index = 0; index < events.length; index += 2)
      assert.equal(events[index].replace('begins', 'ends'), events[index + 1]);
    assert.ok(!existsSync(`${file.path}.lock`));
  });

  test('leaves a lock alone for as long as a refresh may take', async t => {
    const { file, lock } = lockedBy(t, 'another', 61);
    let isDone = false;
    const work = file.locked(async () => {
      isDone = true;
    });
    assert.deepEqual([readFileSync(lock, 'utf8'), isDone], ['another', false]);
    rmSync(lock);
    await work;
    assert.ok(isDone);
  });

  test('takes the lock of a process that died', async t => {
    const { file, lock } = lockedBy(t, 'another', 91);
    await file.locked(async () => {
      assert.notEqual(readFileSync(lock, 'utf8'), 'another');
    });
    assert.deepEqual(readdirSync(dirname(lock)), []);
  });

  test('does not release a lock that another has taken', async t => {
    const { file, lock } = lockedBy(t, 'another', 91);
    await file.locked(async () => writeFileSync(lock, 'third'));
    assert.equal(readFileSync(lock, 'utf8'), 'third');
  });
});

function lockedBy(t: TestContext, owner: string, secondsAgo: number) {
  const file = sessionFile(t);
  const lock = `${file.path}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  writeFileSync(lock, owner);
  const madeAt = Date.now() / 1000 - secondsAgo;
  utimesSync(lock, madeAt, madeAt);
  return { file, lock };
}

function sessionFile(t: TestContext): SessionFile {
  const dataFolder = mkdtempSync(join(tmpdir(), 'payday-session-'));
  t.after(() => rmSync(dataFolder, { recursive: true, force: true }));
  return new SessionFile({ name: 'default', dataFolder });
}
