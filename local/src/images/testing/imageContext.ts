import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { findProgram } from '../../system/programs.ts';
import type { ComponentContext } from '../../supervisor/component.ts';
import { runRecorded } from '../../supervisor/StepRunner.ts';
import type { StatusBoard } from '../../supervisor/StatusBoard.ts';
import { temporaryInstance } from '../../testing/temporaryInstance.ts';

/** A context with an empty cache whose reports are kept. Programs are run as the supervisor runs them. */
export function imageContext(
  test: TestContext,
): ComponentContext & { reports: string[] } {
  const instance = temporaryInstance(test);
  const board = { update() {} } as unknown as StatusBoard;
  const reports: string[] = [];
  const context = {
    instance,
    cache: join(instance.root, 'cache'),
    allowSystemPackages: false,
    logFile: join(instance.root, 'images.log'),
    signal: new AbortController().signal,
    reports,
    report: (detail: string) => void reports.push(detail),
    run: (command: Parameters<ComponentContext['run']>[0]) =>
      runRecorded('images', command, context, board),
  };
  return context;
}

/** Why images cannot be built here, for `skip`; false when they can. */
export const cannotBuild = whyNot();

function whyNot(): string | false {
  if (process.getuid?.() !== 0) return 'building images needs root';
  const isMissing = ['buildah', 'apt-get', 'unshare'].some(
    name => !findProgram(name),
  );
  return isMissing && 'buildah or apt-get is not installed';
}

/** Why the long builds do not run, for `skip`. */
export const onlyWithAll =
  cannotBuild || (process.env.PAYDAY_TEST_ALL ? false : 'runs with --all');
