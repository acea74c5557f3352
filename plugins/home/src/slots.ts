import type { HomeSlotId } from '@payday/plugin-payday-react';

/** What a cluster-less Payday says instead of figures it does not have. */
type Emptiness = { title: string; hint: string };

/** One place of the home page, and what it says while nothing fills it. */
export type HomeSlotDefinition = {
  id: Exclude<HomeSlotId, 'notice'>;
  title: string;
  /** What would be here, to be read after “No cluster is connected.” */
  withCluster: string;
  /** The plugin that fills it. */
  filledBy: string;
};

/** The places in reading order: what needs a person comes first. */
export const homeSlots: HomeSlotDefinition[] = [
  {
    id: 'waiting-for-me',
    title: 'Waiting for me',
    withCluster: 'releases that wait for your decision',
    filledBy: 'rollouts',
  },
  {
    id: 'my-previews',
    title: 'My previews',
    withCluster: 'your preview environments, with their address and age',
    filledBy: 'preview-environments',
  },
  {
    id: 'burning-slos',
    title: 'Burning SLOs',
    withCluster: 'services that spend their error budget too fast',
    filledBy: 'slo',
  },
  {
    id: 'latest-deployments',
    title: 'Latest deployments',
    withCluster: 'what was deployed where, and by whom',
    filledBy: 'delivery-insights',
  },
];

/**
 * Why a place is empty and what to do next.
 * @param cluster `payday.cluster` of the configuration; undefined counts as none
 */
export function explainEmptySlot(
  slot: HomeSlotDefinition,
  cluster: string | undefined,
): Emptiness {
  if (cluster === undefined || cluster === 'none') {
    return {
      title: 'No cluster is connected',
      hint: `With a cluster, you see ${slot.withCluster}. To connect one, run “./payday up --help” and choose how.`,
    };
  }
  return {
    title: 'Nothing shows this yet',
    hint: `The plugin “${slot.filledBy}” is not installed in this portal. The platform team can add it.`,
  };
}
