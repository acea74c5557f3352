import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { readState, writeState } from './stateFile.ts';
import { temporaryFolder } from './testing/temporaryInstance.ts';

const schema = z.object({ count: z.number() });

describe('a state file', () => {
  it('gives back what was written, and leaves no other file', test => {
    const folder = temporaryFolder(test);
    writeState(join(folder, 'state.json'), { count: 1 });
    writeState(join(folder, 'state.json'), { count: 2 });
    assert.deepEqual(readState(join(folder, 'state.json'), schema), {
      kind: 'value',
      value: { count: 2 },
    });
    assert.deepEqual(readdirSync(folder), ['state.json']);
  });

  it('may be absent', test => {
    assert.deepEqual(
      readState(join(temporaryFolder(test), 'state.json'), schema),
      { kind: 'absent' },
    );
  });

  for (const text of ['', '{"cou', '{}', '[]', 'null', '{"count":"2"}'])
    it(`that holds ${JSON.stringify(text)} is damaged, not an error`, test => {
      const path = join(temporaryFolder(test), 'state.json');
      writeFileSync(path, text);
      assert.equal(readState(path, schema).kind, 'damaged');
    });

  it('that is a folder is damaged, not an error', test => {
    const path = join(temporaryFolder(test), 'state.json');
    mkdirSync(path);
    assert.equal(readState(path, schema).kind, 'damaged');
  });
});
