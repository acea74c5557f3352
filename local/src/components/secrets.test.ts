import assert from 'node:assert/strict';
import { createPrivateKey } from 'node:crypto';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { ComponentContext } from '../supervisor/component.ts';
import { temporaryInstance } from '../testing/temporaryInstance.ts';
import { ENVIRONMENTS, readSecret, secrets } from './secrets.ts';

describe('secrets', () => {
  it('are made once, readable by their owner only', async test => {
    const instance = temporaryInstance(test);
    const context = { instance } as ComponentContext;
    assert.equal(await secrets.isDone(context), false);
    await secrets.run(context);
    assert.equal(await secrets.isDone(context), true);
    const before = readSecret(instance, 'session-secret');
    assert.equal(Buffer.from(before, 'base64').length, 32);
    await secrets.run(context);
    assert.equal(readSecret(instance, 'session-secret'), before);
    assert.notEqual(readSecret(instance, 'oidc-client-secret'), before);
    const folder = join(instance.dataFolder, 'secrets');
    assert.equal(statSync(folder).mode & 0o777, 0o700);
    assert.equal(statSync(join(folder, 'session-secret')).mode & 0o777, 0o600);
  });

  it('have a key of their own for each environment, and one to sign images', async test => {
    const instance = temporaryInstance(test);
    await secrets.run({ instance } as ComponentContext);
    const keys = ENVIRONMENTS.map(environment =>
      readSecret(instance, `payments-${environment}-cookie-key`),
    );
    assert.equal(new Set(keys).size, 2);
    for (const key of keys) assert.match(key, /^[\w-]{43}$/);
    const { asymmetricKeyType, asymmetricKeyDetails } = createPrivateKey(
      readSecret(instance, 'image-signing-key'),
    );
    assert.equal(asymmetricKeyType, 'ec');
    assert.equal(asymmetricKeyDetails?.namedCurve, 'prime256v1');
  });

  it('that are half-written are made anew, the others stay', async test => {
    const instance = temporaryInstance(test);
    const context = { instance } as ComponentContext;
    await secrets.run(context);
    const kept = readSecret(instance, 'oidc-client-secret');
    for (const name of ['session-secret', 'image-signing-key'])
      writeFileSync(join(instance.dataFolder, 'secrets', name), 'abc');
    assert.equal(await secrets.isDone(context), false);
    await secrets.run(context);
    assert.equal(await secrets.isDone(context), true);
    assert.equal(readSecret(instance, 'oidc-client-secret'), kept);
  });
});
