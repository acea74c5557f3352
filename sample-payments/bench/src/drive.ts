import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { loadResultSchema, type Load, type LoadResult } from './samplePayment.ts';

const DRIVER = fileURLToPath(new URL('loadDriver.js', import.meta.url));

/** One for all loads: a fresh process would be slow, and take more from the processors, until it is compiled. */
let driver: ChildProcess | undefined;

/**
 * Sends payments from a process of its own, each with an Idempotency-Key of its own. One load at a time.
 * @throws Error when one was refused or lost: a rate of errors is not a rate of payments
 */
export async function drive(load: Load): Promise<LoadResult> {
  driver ??= fork(DRIVER);
  const answered = once(driver, 'message');
  const ended = once(driver, 'exit').then(() => {
    throw new Error('The load driver ended.');
  });
  // By message and not as an argument, which every process of the machine can read: it holds an API key.
  driver.send(load);
  const [message] = (await Promise.race([answered, ended])) as unknown[];
  const result = loadResultSchema.parse(message);
  const others = Object.entries(result.others);
  if (others.length > 0)
    throw new Error(`Not every payment was made: ${others.map(([what, count]) => `${count} × ${what}`).join(', ')}.`);
  return result;
}

/** Ends the process that sends. */
export function stopDriver(): void {
  driver?.disconnect();
  driver = undefined;
}
