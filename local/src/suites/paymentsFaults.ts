import { paymentsNpm } from './paymentsCommands.ts';
import { describeMissing, missingServers } from './paymentsServers.ts';
import { check, combine, notRun, type Suite } from './suite.ts';
import { tail } from './tail.ts';

/** Long runs, each with what it proves and its npm script. They print the seed when they fail. */
const RUNS: readonly [title: string, script: string, ...options: string[]][] = [
  [
    'nine invariants hold over 200 seeded runs with faults',
    ...['chaos', '--', '--seed', '1', '--runs', '200'],
  ],
  ['a test or a seed notices each safeguard that is taken away', 'mutations'],
  ['no request makes the API fail or tell its insides', 'fuzz'],
] as const;

/** What takes the payments too long for every run. */
export const paymentsFaults: Suite = {
  name: 'payments-faults',
  title: 'the payments survive 200 runs with faults; mutations; fuzzing',
  needsPlatform: false,
  cores: 2,
  all: true,
  async run(context) {
    const missing = await missingServers(context);
    if (missing.length > 0) return notRun(describeMissing(context, missing));
    const npm = await paymentsNpm(context);
    const results = [];
    for (const [title, ...script] of RUNS) {
      const { exitCode, output } = await npm(['run', ...script]);
      results.push(check(title, exitCode === 0 ? undefined : tail(output)));
    }
    return combine(results);
  },
};
