import assert from 'node:assert/strict';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { fakeService } from '../testing/fakeComponents.ts';
import { fakeSupervisor } from '../testing/fakeSupervisor.ts';
import { temporaryInstance } from '../testing/temporaryInstance.ts';
import type { ComponentContext } from './component.ts';
import { watchHealth } from './watchHealth.ts';

describe('watching a service', () => {
  it('goes on when a probe throws and its log cannot be shortened', async test => {
    const instance = temporaryInstance(test);
    const logFile = join(instance.root, 'web.log');
    writeFileSync(logFile, '');
    truncateSync(logFile, 60 * 1024 * 1024);
    mkdirSync(`${logFile}.1`);
    let answer = () => Promise.reject<boolean>(new Error('no descriptor left'));
    const service = fakeService('web', '', { isReady: () => answer() });
    const { board } = fakeSupervisor(instance, [service]);
    board.update('web', { state: 'healthy' });

    test.mock.timers.enable({ apis: ['setInterval'] });
    const context = { instance, logFile } as ComponentContext;
    const probe = async () => {
      test.mock.timers.tick(5_000);
      await turn();
    };
    test.after(watchHealth(service, context, board));
    for (let count = 1; count <= 3; count++) await probe();
    assert.equal(board.component('web').state, 'degraded');
    answer = async () => true;
    await probe();
    assert.equal(board.component('web').state, 'healthy');
  });
});
