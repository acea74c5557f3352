import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureChromium } from './chromium.ts';
import { countPlaywright } from './e2e.ts';
import { paymentsNpm } from './paymentsCommands.ts';
import { describeMissing, missingServers } from './paymentsServers.ts';
import { notRun, type Suite } from './suite.ts';
import { tail } from './tail.ts';

/** Journeys through the payments' dashboard and checkout in Chromium, on servers that they start themselves. */
export const paymentsE2e: Suite = {
  name: 'payments-e2e',
  title: 'merchants and shoppers walk through dashboard and checkout',
  needsPlatform: false,
  cores: 2,
  async run(context) {
    const chromium = await ensureChromium(context);
    const missing = [
      ...(await missingServers(context)),
      ...(chromium === undefined ? ['chromium'] : []),
    ];
    if (chromium === undefined || missing.length > 0)
      return notRun(describeMissing(context, missing));
    const npm = await paymentsNpm(context);
    const built = await npm(['run', 'build']);
    if (built.exitCode !== 0) throw new Error(tail(built.output));
    const resultFile = join(context.workFolder, 'results.json');
    const { output } = await npm(
      ['test', '--workspace', '@payments/e2e', '--', '--reporter=list,json'],
      {
        PAYMENTS_CHROMIUM: chromium,
        PLAYWRIGHT_JSON_OUTPUT_FILE: resultFile,
      },
    );
    const text = await readFile(resultFile, 'utf8').catch(() => undefined);
    if (text === undefined) throw new Error(tail(output));
    return countPlaywright(JSON.parse(text));
  },
};
