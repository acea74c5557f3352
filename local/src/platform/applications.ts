import { z } from 'zod';
import { unreadyInCluster } from '../cluster/clusterApi.ts';
import { kubectl } from '../cluster/kubectl.ts';
import type { Workload } from '../supervisor/component.ts';

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      status: z
        .object({
          sync: z.object({ status: z.string().default('Unknown') }).default({
            status: 'Unknown',
          }),
          health: z.object({ status: z.string().default('Unknown') }).default({
            status: 'Unknown',
          }),
          operationState: z
            .object({ message: z.string().optional() })
            .optional(),
        })
        .default({
          sync: { status: 'Unknown' },
          health: { status: 'Unknown' },
        }),
    }),
  ),
});

/** All of Argo CD's applications that belong to the platform: healthy when each is what Git says, and is well. */
export const applications: Workload = {
  kind: 'workload',
  name: 'applications',
  title: 'Applications in sync',
  group: 'platform',
  dependsOn: ['platform'],
  readyWithinMs: 300_000,

  unreadyReason: context =>
    unreadyInCluster(
      context,
      '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications',
      describeUnsynced,
      'There are no applications yet.',
    ),

  async restart(context) {
    await kubectl(context, [
      'annotate',
      'applications',
      '--all',
      '--namespace=argocd',
      'argocd.argoproj.io/refresh=normal',
      '--overwrite',
    ]);
  },
};

/** The first applications that are not in sync or not well; `undefined` when all are. */
export function describeUnsynced(list: unknown): string | undefined {
  const { items } = listSchema.parse(list);
  if (items.length === 0) return 'There are no applications yet.';
  const wrong = items.filter(
    ({ status }) =>
      status.sync.status !== 'Synced' || status.health.status !== 'Healthy',
  );
  if (wrong.length === 0) return undefined;
  return `${wrong
    .slice(0, 4)
    .map(
      ({ metadata, status }) =>
        `${metadata.name} is ${status.sync.status} and ${status.health.status}`,
    )
    .join(', ')}.`;
}
