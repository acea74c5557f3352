import type { Step } from '../../supervisor/component.ts';
import { applyObjects, kubectl } from '../kubectl.ts';
import { accessManifests } from './accessManifests.ts';

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
    const { exitCode } = await kubectl(context, [
      'auth',
      'can-i',
      '*',
      '*',
      '--all-namespaces',
    ]);
    if (exitCode !== 0) await this.run(context);
  },
};
