import { join, dirname, delimiter } from 'node:path';
import type { Finished, SuiteContext } from './suite.ts';
import { tail } from './tail.ts';

/** Runs npm in `sample-payments` with the Node that runs this, not the one that comes first on PATH. */
export type PaymentsNpm = (
  args: string[],
  env?: Record<string, string>,
) => Promise<Finished>;

let installation: Promise<Finished> | undefined;

/**
 * What `sample-payments` needs to run its own commands, installed once in a run of suites.
 * @throws Error when it cannot be installed
 */
export async function paymentsNpm(context: SuiteContext): Promise<PaymentsNpm> {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  const npm: PaymentsNpm = (args, env = {}) =>
    context.run('npm', args, {
      cwd: join(context.root, 'sample-payments'),
      env: { PATH, ...env },
    });
  installation ??= npm(['ci', '--no-audit', '--no-fund']);
  const { exitCode, output } = await installation;
  if (exitCode !== 0) throw new Error(tail(output));
  return npm;
}
