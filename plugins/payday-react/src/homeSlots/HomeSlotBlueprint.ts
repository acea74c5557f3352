import {
  coreExtensionData,
  createExtensionBlueprint,
  createExtensionDataRef,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';

/** A place on the home page that other plugins fill. `notice` is above all others, without card or title. */
export type HomeSlotId =
  | 'notice'
  | 'waiting-for-me'
  | 'my-previews'
  | 'burning-slos'
  | 'latest-deployments';

/** Which place of the home page an extension fills. */
export const homeSlotDataRef = createExtensionDataRef<HomeSlotId>().with({
  id: 'payday.home-slot',
});

/**
 * Fills a place of the home page. The page draws the card and its title; the loaded element
 * draws loading, error, empty and data by itself. Two extensions in one place stand below each other.
 * What fills `notice` draws nothing at all while there is nothing that everybody should know.
 *
 * @example
 * HomeSlotBlueprint.make({
 *   params: {
 *     slot: 'waiting-for-me',
 *     loader: async () => {
 *       const { WaitingRollouts } = await import('./components/WaitingRollouts');
 *       return <WaitingRollouts />;
 *     },
 *   },
 * });
 */
export const HomeSlotBlueprint = createExtensionBlueprint({
  kind: 'home-slot',
  attachTo: { id: 'page:home', input: 'slots' },
  output: [homeSlotDataRef, coreExtensionData.reactElement],
  *factory(
    params: { slot: HomeSlotId; loader: () => Promise<JSX.Element> },
    { node },
  ) {
    yield homeSlotDataRef(params.slot);
    yield coreExtensionData.reactElement(
      ExtensionBoundary.lazy(node, params.loader),
    );
  },
});
