import { setTimeout as delay } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import { describeExit, type Child, type Exit } from './childProcess.ts';
import type { ComponentContext, Service } from './component.ts';
import { lastErrorLines } from './lastErrorLines.ts';
import { logTail } from './logFile.ts';

const PROBE_EVERY_MS = 200;
const EXPLAIN_EVERY_MS = 1_000;
const LOG_BYTES = 131_072;

/**
 * Resolves when a service that was just started serves.
 * @param assertCurrent throws when this start is not wanted any more
 * @throws Problem when it ended, says it cannot start, or takes too long; its process may still run
 */
export async function waitUntilReady(
  service: Service,
  child: Child,
  context: ComponentContext,
  assertCurrent: () => void,
): Promise<void> {
  const beganAt = Date.now();
  let explainedAt = beganAt;
  let exit: Exit | undefined;
  void child.exited.then(value => {
    exit = value;
  });
  const explain = () =>
    service.explain?.(
      logTail(context.logFile, LOG_BYTES, child.logStart),
      context,
    );
  const fail = (how: string) =>
    new Problem(`${service.title} ${how}.`, [
      ...lastErrorLines(logTail(context.logFile, LOG_BYTES, child.logStart)),
      `Its log:  ${context.logFile}`,
    ]);
  while (!(await service.isReady(context))) {
    assertCurrent();
    if (exit)
      throw (
        explain() ?? fail(`ended before it was ready (${describeExit(exit)})`)
      );
    if (Date.now() - beganAt > service.readyWithinMs)
      throw (
        explain() ??
        fail(`did not answer within ${service.readyWithinMs / 1000} s`)
      );
    if (Date.now() - explainedAt > EXPLAIN_EVERY_MS) {
      explainedAt = Date.now();
      const problem = explain();
      if (problem) throw problem;
    }
    await delay(PROBE_EVERY_MS);
  }
  assertCurrent();
}
