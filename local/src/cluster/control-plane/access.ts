import { setTimeout as delay } from 'node:timers/promises';
import type { ComponentContext, Step } from '../../supervisor/component.ts';
import { applyObjects, kubectl } from '../kubectl.ts';
import { accessManifests } from './accessManifests.ts';

const LOOK_EVERY_MS = 200;

/** Gives the first rights with the one identity that needs none. */
export const clusterAccess: Step = {
  kind: 'step',
  name: 'cluster-access',
  title: 'Cluster access',
  group: 'cluster',
  dependsOn: ['api-server', 'forwarder'],

  // Applying what is there already takes a quarter of a second and also follows a change of this code.
  isDone: async () => false,

  async run(context) {
    await applyObjects(context, accessManifests, { identity: 'super-admin' });
    // The rights are in force when the API server's own cache has them.
    while (!(await isInForce(context)))
      await delay(LOOK_EVERY_MS, undefined, { signal: context.signal });
  },
};

async function isInForce(context: ComponentContext): Promise<boolean> {
  const question = ['auth', 'can-i', '*', '*', '--all-namespaces'];
  return (await kubectl(context, question)).exitCode === 0;
}
