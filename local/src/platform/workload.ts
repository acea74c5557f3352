import { z } from 'zod';
import { unreadyInCluster } from '../cluster/clusterApi.ts';
import { kubectl } from '../cluster/kubectl.ts';
import type { Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import type { ComponentContext, Workload } from '../supervisor/component.ts';

/** Kinds of which pods are made, with the plural the API uses. */
const PLURALS = { Deployment: 'deployments', StatefulSet: 'statefulsets' };

/** A Deployment or StatefulSet. */
export interface WorkloadObject {
  kind: keyof typeof PLURALS;
  namespace: string;
  name: string;
}

const objectSchema = z.object({
  metadata: z.object({ generation: z.number() }),
  spec: z.object({ replicas: z.number().default(1) }),
  status: z.object({
    observedGeneration: z.number().default(0),
    updatedReplicas: z.number().default(0),
    readyReplicas: z.number().default(0),
  }),
});

/** What is particular to one platform component. */
export interface WorkloadDefinition {
  name: string;
  title: string;
  objects: WorkloadObject[];
  url?: (instance: Instance) => string;
}

/** A platform component as the supervisor watches it: healthy when all its objects have all their pods ready. */
export function workload(definition: WorkloadDefinition): Workload {
  return {
    kind: 'workload',
    name: definition.name,
    title: definition.title,
    group: 'platform',
    dependsOn: ['platform'],
    readyWithinMs: 300_000,
    url: definition.url,

    async unreadyReason(context) {
      const reasons = await Promise.all(
        definition.objects.map(({ kind, namespace, name }) =>
          unreadyInCluster(
            context,
            `/apis/apps/v1/namespaces/${namespace}/${PLURALS[kind]}/${name}`,
            body => describeUnready(name, body),
            `${name} is not there yet.`,
          ),
        ),
      );
      return reasons.find(reason => reason !== undefined);
    },

    async restart(context: ComponentContext) {
      for (const { kind, namespace, name } of definition.objects) {
        const { exitCode, stderr } = await kubectl(context, [
          'rollout',
          'restart',
          `${kind.toLowerCase()}/${name}`,
          `--namespace=${namespace}`,
        ]);
        if (exitCode !== 0)
          throw new Problem(`${name} could not be restarted.`, [stderr]);
      }
    },
  };
}

/** What an object's own status says is missing; `undefined` when nothing is. */
export function describeUnready(
  name: string,
  object: unknown,
): string | undefined {
  const { metadata, spec, status } = objectSchema.parse(object);
  if (status.observedGeneration < metadata.generation)
    return `The change of ${name} was not seen yet.`;
  if (status.updatedReplicas < spec.replicas)
    return `${name} has ${status.updatedReplicas} of ${spec.replicas} new pods.`;
  if (status.readyReplicas < spec.replicas)
    return `${name} has ${status.readyReplicas} of ${spec.replicas} pods ready.`;
  return undefined;
}
