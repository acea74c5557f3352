import { z } from 'zod';
import { askCluster, unreadyInCluster } from '../cluster/clusterApi.ts';
import { kubectl } from '../cluster/kubectl.ts';
import type { Workload } from '../supervisor/component.ts';

const listSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({ name: z.string() }),
      spec: z.object({
        project: z.string(),
        syncPolicy: z
          .object({
            syncOptions: z.array(z.string()).optional(),
            retry: z.unknown().optional(),
          })
          .optional(),
      }),
      status: z
        .object({
          sync: z.object({ status: z.string().default('Unknown') }).default({
            status: 'Unknown',
          }),
          health: z.object({ status: z.string().default('Unknown') }).default({
            status: 'Unknown',
          }),
          operationState: z
            .object({ phase: z.string(), message: z.string().default('') })
            .optional(),
        })
        .default({
          sync: { status: 'Unknown' },
          health: { status: 'Unknown' },
        }),
    }),
  ),
});

type Application = z.output<typeof listSchema>['items'][number];

const PATH = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
const FAILED_PHASES = ['Failed', 'Error'];

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
      PATH,
      describeUnsynced,
      'There are no applications yet.',
    ),

  async nudge(context) {
    const list = await askCluster(context.instance, PATH, context.signal);
    for (const { name, patch } of nudgesFor(list))
      await kubectl(context, [
        'patch',
        'application',
        name,
        '--namespace=argocd',
        '--type=merge',
        `--patch=${JSON.stringify(patch)}`,
      ]);
  },

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

/** The first applications of the platform that are not in sync or not well; `undefined` when all are. */
export function describeUnsynced(list: unknown): string | undefined {
  const items = listSchema.parse(list).items.filter(isOfPlatform);
  if (items.length === 0) return 'There are no applications yet.';
  const wrong = items.filter(isUnwell);
  if (wrong.length === 0) return undefined;
  return `${wrong.slice(0, 4).map(describeApplication).join(', ')}.`;
}

function describeApplication({ metadata, status }: Application): string {
  const { sync, health, operationState } = status;
  const why =
    operationState && FAILED_PHASES.includes(operationState.phase)
      ? ` (${operationState.message.replace(/\.$/, '')})`
      : '';
  return `${metadata.name} is ${sync.status} and ${health.status}${why}`;
}

const isOfPlatform = ({ spec }: Application) => spec.project === 'platform';

const isUnwell = ({ status }: Application) =>
  status.sync.status !== 'Synced' || status.health.status !== 'Healthy';

/** Argo CD itself ended the sync because it took too long, as on a machine that is busy. */
const wasCutShort = ({ status: { operationState } }: Application) =>
  operationState?.phase === 'Failed' &&
  operationState.message.includes('controller sync timeout');

/**
 * The merge patches that make Argo CD go on with applications it has left alone. A sync that failed is not tried again
 * for the same commit, so a new one is asked for; one that was under way when its controller ended is only taken up
 * again when the Application changes (v3.6, `newApplicationInformerAndLister`), so a refresh is asked for. Applications
 * that are not the platform's may fail for reasons of their own: only a sync that was cut short is tried again.
 */
export function nudgesFor(list: unknown): { name: string; patch: object }[] {
  return listSchema
    .parse(list)
    .items.filter(isUnwell)
    .filter(each => isOfPlatform(each) || wasCutShort(each))
    .map(each => ({ name: each.metadata.name, patch: nudgePatch(each) }));
}

function nudgePatch({ spec, status }: Application): object {
  const phase = status.operationState?.phase;
  if (!phase || !FAILED_PHASES.includes(phase))
    return {
      metadata: {
        annotations: { 'argocd.argoproj.io/refresh': 'normal' },
      },
    };
  const { syncOptions, retry } = spec.syncPolicy ?? {};
  return {
    operation: {
      initiatedBy: { username: 'payday' },
      sync: { prune: true, syncOptions },
      retry,
    },
  };
}
