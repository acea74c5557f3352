import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildServices, CHAOS_MAIN } from './buildServices.fixture.ts';
import { runChaos } from './ChaosRun.ts';
import { PLANTS } from './plants/index.ts';
import { describeRun } from './report.ts';
import { Stage } from './stage/Stage.ts';

/** Among them are kills around a charge, crashes of Postgres and Redis, wrong clocks, poison, and 1,000 calls with one key. */
const SEEDS = ['2', '3', '4', '5', '12', '13', '14', '15', '16', '31'];

/** Seconds on an idle machine; also enough on one that is busy with many other things. */
const RUN_WITHIN_MS = 240_000;
const START_WITHIN_MS = 300_000;

let stage: Stage;
beforeAll(async () => {
  await buildServices();
  stage = await Stage.start();
}, START_WITHIN_MS);
afterAll(() => stage.dispose(), START_WITHIN_MS);

describe('a run of chaos', () => {
  it.each(SEEDS)(
    'with seed %s is clean',
    async seed => {
      const report = await runChaos(stage, seed);
      expect(report.findings.length === 0 ? 'clean' : describeRun(report)).toBe('clean');
      expect(report.payments).toBeGreaterThan(20);
      expect(report.requests).toBeGreaterThan(2 * report.payments);
    },
    RUN_WITHIN_MS,
  );
});

describe('a planted defect', () => {
  it.each(PLANTS.map(plant => [plant.what, plant.invariant, plant] as const))(
    '%s is reported by %s',
    async (_, invariant, plant) => {
      const report = await runChaos(stage, '1', plant);
      expect(report.findings.map(finding => finding.invariant)).toContain(invariant);
    },
    RUN_WITHIN_MS,
  );
});

describe('the command', () => {
  const run = (...args: string[]) =>
    new Promise<{ code: number; stdout: string; stderr: string }>(resolve => {
      execFile(process.execPath, [CHAOS_MAIN, ...args], (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });

  it(
    'says what a planted defect broke, how to repeat it and how many were clean, and fails',
    async () => {
      const { code, stdout } = await run('--seed', '7', '--plant', 'I6');
      expect(code).toBe(1);
      expect(stdout).toMatch(/^ {2}I6 timeline_ends_where_the_payment_is/m);
      expect(stdout).toContain('npm run chaos -- --seed 7 --runs 1 --plant I6');
      expect(stdout.trimEnd().split('\n').at(-1)).toBe('0 of 1 runs clean');
    },
    RUN_WITHIN_MS,
  );
});
