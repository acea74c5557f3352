import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../../testing/temporaryInstance.ts';
import { putFiles } from '../testing/gitClient.ts';
import { requireHooks } from './requireHooks.ts';

describe('the hooks', () => {
  it('of this clone can be executed', () => requireHooks());

  it('that cannot be executed are named, since git would pass over them', async test => {
    const folder = temporaryFolder(test);
    putFiles(folder, {
      'pre-receive': { executable: '' },
      'post-receive': '',
    });
    await assert.rejects(
      requireHooks(folder),
      /post-receive cannot be executed/,
    );
  });
});
