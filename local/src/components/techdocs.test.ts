import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { techdocsFolder } from './techdocs.ts';

const root = join(import.meta.dirname, '..', '..', '..');
const python = { file: '/usr/bin/python3', version: '3.11.2' };

test('a docs builder in a cache that was moved is made anew, since its scripts name the old place', () => {
  const before = techdocsFolder(root, '/one/cache', python);
  const after = techdocsFolder(root, '/two/cache', python);
  assert.notEqual(before.split('/').at(-1), after.split('/').at(-1));
});

test('the same cache, Python and requirements give the same docs builder', () => {
  assert.equal(
    techdocsFolder(root, '/one/cache', python),
    techdocsFolder(root, '/one/cache', { ...python }),
  );
});

test('another Python gives another docs builder', () => {
  assert.notEqual(
    techdocsFolder(root, '/one/cache', python),
    techdocsFolder(root, '/one/cache', { ...python, version: '3.12.1' }),
  );
});
