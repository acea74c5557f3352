import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Service, Step } from '../supervisor/component.ts';

/**
 * A service that runs a shell script in the data folder's parent and is ready once a file called `<name>.ready` is
 * there. Fields can be replaced.
 */
export function fakeService(
  name: string,
  script: string,
  changes: Partial<Service> = {},
): Service {
  return {
    kind: 'service',
    name,
    title: name,
    dependsOn: [],
    readyWithinMs: 10_000,
    restart: {
      maxRestarts: 2,
      withinMs: 60_000,
      firstDelayMs: 1,
      maxDelayMs: 4,
    },
    ports: () => [],
    fingerprint: async () => 'same',
    command: async ({ instance }) => ({
      file: 'sh',
      args: ['-c', script],
      cwd: instance.root,
    }),
    isReady: async ({ instance }) =>
      existsSync(join(instance.root, `${name}.ready`)),
    ...changes,
  };
}

/** Script of a service that becomes ready at once and runs until it is ended. */
export const steady = (name: string) => `touch ${name}.ready; exec sleep 600`;

/** A step that is done once a file called `<name>.done` is there. */
export function fakeStep(
  name: string,
  script: string,
  changes: Partial<Step> = {},
): Step {
  return {
    kind: 'step',
    name,
    title: name,
    dependsOn: [],
    isDone: async ({ instance }) =>
      existsSync(join(instance.root, `${name}.done`)),
    run: async context =>
      context.run({
        file: 'sh',
        args: ['-c', script],
        cwd: context.instance.root,
      }),
    ...changes,
  };
}
