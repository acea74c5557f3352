import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { suite, test } from 'node:test';
import type { TestContext } from 'node:test';
import { CLIENT_SECRET, settingsForTest } from './testing/startForTest.ts';

const MAIN = new URL('./main.ts', import.meta.url).pathname;

suite('the identity provider’s process', () => {
  test('says when it is ready, answers /healthz and ends on SIGTERM', async t => {
    const { issuer, environment } = await environmentForTest(t);
    const { child, output } = run(environment);
    await once(child.stdout, 'data');
    assert.match(output.stdout, /local sign-in for .* is ready on .*10 people/);
    assert.equal((await fetch(new URL('/healthz', issuer))).status, 200);
    child.kill('SIGTERM');
    assert.deepEqual(await once(child, 'exit'), [0, null]);
    assert.equal(output.stderr, '');
  });

  test('ends with one message and no trace when its settings are wrong', async t => {
    const { environment } = await environmentForTest(t);
    const { child, output } = run({
      ...environment,
      PAYDAY_PORTAL_URL: 'http://portal.example',
    });
    const [code] = await once(child, 'close');
    assert.equal(code, 1);
    assert.match(output.stderr, /^✗ Local sign-in has no passwords/);
    assert.doesNotMatch(output.stderr, /\n\s+at /);
  });
});

async function environmentForTest(t: TestContext) {
  const settings = await settingsForTest(t);
  return {
    issuer: settings.issuer,
    environment: {
      PAYDAY_IDENTITY_URL: settings.issuer.origin,
      PAYDAY_PORTAL_URL: settings.portal.origin,
      PAYDAY_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      PAYDAY_DATA_DIR: settings.dataFolder,
      PAYDAY_PEOPLE_FILE: settings.peopleFile,
    },
  };
}

function run(environment: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], {
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.on('data', chunk => {
    output.stdout += chunk;
  });
  child.stderr.on('data', chunk => {
    output.stderr += chunk;
  });
  return { child, output };
}
