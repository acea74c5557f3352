import { publishFacts } from './facts.ts';
import { Stack } from './Stack.ts';

/** Starts the servers before the journeys, and stops them after the last. */
export default async function setup(): Promise<() => Promise<void>> {
  const stack = await Stack.start();
  publishFacts(stack.facts);
  return () => stack.stop();
}
