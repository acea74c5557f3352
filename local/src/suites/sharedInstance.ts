import type { Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import { check, type Suite, type SuiteContext } from './suite.ts';
import { tail } from './tail.ts';

/** The instance that the suites of a run share, unless another name is given. */
export const PLATFORM = { name: 'test', portOffset: 200 };

/** Which cluster the shared instance has: one of its own wherever that can be. */
export function sharedCluster(): 'embedded' | 'none' {
  const canHave = process.platform === 'linux' && process.getuid?.() === 0;
  return canHave ? 'embedded' : 'none';
}

/**
 * A run deletes the instance that its suites share, so that is never one that a person works with.
 * @throws Problem (exit 2) for a name other than `test` and those that start with `test-`
 */
export function assertDisposable(instanceName: string): void {
  if (/^test(-|$)/.test(instanceName)) return;
  throw new Problem(
    `The suites delete the instance they share, so it is called "test" or "test-…", not "${instanceName}".`,
    [`For example:  ./payday test --instance test-${instanceName}`],
    { exitCode: 2 },
  );
}

/** Comes before the suites that need the shared instance; fails when it does not become healthy. */
export const start: Suite = {
  name: 'start',
  title: 'the instance that suites share comes up',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    await takeDown(context);
    const { exitCode, output } = await payday(context, [
      'up',
      `--cluster=${sharedCluster()}`,
      `--instance=${context.platform.name}`,
      `--port-offset=${context.platform.portOffset}`,
      '--yes',
    ]);
    return check(
      `instance ${context.platform.name} is healthy`,
      exitCode === 0 ? undefined : tail(output),
    );
  },
};

/** Comes after them; fails when the instance cannot be stopped. */
export const teardown: Suite = {
  name: 'teardown',
  title: 'the shared instance stops and its data is deleted',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const { exitCode, output } = await takeDown(context);
    return check(
      `instance ${context.platform.name} is gone`,
      exitCode === 0 ? undefined : tail(output),
    );
  },
};

function takeDown(context: SuiteContext) {
  return payday(context, [
    'down',
    `--instance=${context.platform.name}`,
    '--purge=all',
    '--yes',
  ]);
}

/** Runs a verb of this CLI as a person would. */
export function payday(
  { root, run }: Pick<SuiteContext, 'root' | 'run'>,
  args: string[],
) {
  return run(`${root}/payday`, args);
}
