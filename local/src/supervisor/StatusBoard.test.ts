import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { temporaryInstance } from '../testing/temporaryInstance.ts';
import type { Snapshot } from './snapshot.ts';
import { readLastSnapshot, StatusBoard } from './StatusBoard.ts';

const snapshot: Snapshot = {
  instance: 'default',
  cluster: 'none',
  supervisor: { pid: 1, started: '', code: '' },
  portOffset: 0,
  work: { id: 1, state: 'running' },
  components: [
    {
      name: 'tool',
      title: 'Tool',
      kind: 'step',
      group: 'tools',
      state: 'building',
      since: '2026-11-24T06:00:00.000Z',
      logFile: 'tool.log',
      restarts: 0,
    },
  ],
};

describe('what the state file says', () => {
  it('is a detail only after a moment, and a new state at once', test => {
    const instance = temporaryInstance(test);
    mkdirSync(instance.runFolder, { recursive: true });
    test.mock.timers.enable({ apis: ['setTimeout'] });
    const written = () => {
      const read = readLastSnapshot(instance);
      assert.equal(read.kind, 'value');
      const [{ state, detail }] = read.value.components;
      return [state, detail];
    };
    const board = new StatusBoard(instance, snapshot);
    board.update('tool', { detail: 'compiled 1 of 9' });
    assert.deepEqual(written(), ['building', undefined]);
    test.mock.timers.tick(1_000);
    board.update('tool', { detail: 'compiled 2 of 9' });
    test.mock.timers.tick(1_000);
    assert.deepEqual(written(), ['building', 'compiled 2 of 9']);
    board.update('tool', { state: 'healthy', detail: undefined });
    assert.deepEqual(written(), ['healthy', undefined]);
  });
});
