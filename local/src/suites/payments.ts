import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cacheFolder.ts';
import { toolProgram } from '../tools/toolPaths.ts';
import { conclusive } from './conclusive.ts';
import { countJest } from './jestTests.ts';
import { paymentsNpm } from './paymentsCommands.ts';
import { describeMissing, missingServers } from './paymentsServers.ts';
import { check, combine, notRun } from './suite.ts';
import type { Suite } from './suite.ts';
import { tail } from './tail.ts';

/**
 * What `sample-payments` proves by itself, as its own repository would: with its own lock, linter, compiler and tests,
 * on a Postgres and a Redis that the tests start.
 */
export const payments: Suite = {
  name: 'payments',
  title: "the payment services' own types, lint and tests",
  needsPlatform: false,
  cores: 2,
  async run(context) {
    const npm = await paymentsNpm(context);
    const checks = [];
    for (const script of ['types', 'lint']) {
      const { exitCode, output } = await npm(['run', script]);
      checks.push(check(script, exitCode === 0 ? undefined : tail(output)));
    }
    const missing = await missingServers(context);
    if (missing.length > 0)
      return combine([
        ...checks,
        notRun(`its tests: ${describeMissing(context, missing)}`),
      ]);
    const vitest = async (
      script: string,
      more: Record<string, string> = {},
    ) => {
      const resultFile = join(context.workFolder, `${script}.json`);
      const report = [
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${resultFile}`,
      ];
      const finished = await npm(['run', script, '--', ...report], more);
      const text = await readFile(resultFile, 'utf8').catch(() => undefined);
      if (text === undefined) throw new Error(tail(finished.output));
      // Vitest writes the form that jest has.
      return conclusive(countJest(JSON.parse(text), context.root), finished);
    };
    const helm = toolProgram({ cache: cacheFolder() }, 'helm', 'helm');
    return combine([
      ...checks,
      await vitest('test'),
      existsSync(helm)
        ? await vitest('test:chart', { HELM: helm })
        : notRun(
            'the chart: helm is not built; to build it:  ./payday tools build helm',
          ),
    ]);
  },
};
