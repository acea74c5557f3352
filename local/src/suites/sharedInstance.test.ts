import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { assertDisposable } from './sharedInstance.ts';

describe('assertDisposable', () => {
  for (const name of ['test', 'test-review']) {
    it(`lets a run delete ${name}`, () => {
      assert.doesNotThrow(() => assertDisposable(name));
    });
  }

  for (const name of ['default', 'demo', 'testing', 'my-test', '']) {
    it(`refuses to let a run delete "${name}"`, () => {
      assert.throws(() => assertDisposable(name), {
        exitCode: 2,
        message: new RegExp(`"test-…", not "${name}"`),
      });
    });
  }
});
