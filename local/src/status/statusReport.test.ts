import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { serve } from '../supervisor/supervisorServer.ts';
import { writeLastSnapshot } from '../supervisor/StatusBoard.ts';
import { untilSettled, fakeSupervisor } from '../testing/fakeSupervisor.ts';
import { fakeService, steady } from '../testing/fakeComponents.ts';
import { temporaryInstance } from '../testing/temporaryInstance.ts';
import { statusReport, statusReportSchema } from './statusReport.ts';

describe('the status report', () => {
  it("has the contract's shape while the instance runs", async test => {
    const instance = temporaryInstance(test);
    const supervisor = fakeSupervisor(instance, [
      fakeService('portal', steady('portal'), {
        url: () => instance.portalUrl,
      }),
    ]);
    const server = await serve(supervisor, instance.runFolder, () => undefined);
    test.after(async () => {
      server.close();
      await supervisor.stop();
    });
    supervisor.up(false);
    await untilSettled(supervisor.board);
    const report = statusReportSchema
      .strict()
      .parse(JSON.parse(JSON.stringify(await statusReport(instance))));
    assert.deepEqual(report.portal, {
      state: 'healthy',
      url: 'http://localhost:7007',
    });
    const [component] = report.components;
    assert.equal(component.logFile, join(instance.logsFolder, 'portal.log'));
    assert.ok((component.memoryBytes ?? 0) > 0);
    assert.equal(new Date(component.since).toISOString(), component.since);
  });

  it('says stopped when nothing was ever started', async test => {
    const instance = temporaryInstance(test);
    assert.deepEqual(await statusReport(instance), {
      instance: 'default',
      cluster: 'none',
      portal: { state: 'stopped', url: 'http://localhost:7007' },
      components: [],
    });
  });

  it('says degraded for what outlived its supervisor', async test => {
    const instance = temporaryInstance(test);
    const supervisor = fakeSupervisor(instance, [
      fakeService('portal', steady('portal')),
    ]);
    test.after(() => supervisor.stop());
    supervisor.up(false);
    const snapshot = await untilSettled(supervisor.board);
    assert.equal((await statusReport(instance)).portal.state, 'degraded');
    await supervisor.stop();
    writeLastSnapshot(instance, snapshot);
    assert.equal((await statusReport(instance)).portal.state, 'stopped');
  });

  it('says stopped when the state file is half-written', async test => {
    const instance = temporaryInstance(test);
    mkdirSync(instance.runFolder, { recursive: true });
    writeFileSync(join(instance.runFolder, 'state.json'), '{"instance":"defau');
    assert.equal((await statusReport(instance)).portal.state, 'stopped');
  });
});
