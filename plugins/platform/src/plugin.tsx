import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { HomeSlotBlueprint, platformApiRef } from '@payday/plugin-payday-react';
import { RiStackLine } from '@remixicon/react';
import { PlatformClient } from './api';
import { rootRouteRef } from './routes';

const platformApi = ApiBlueprint.make({
  params: define =>
    define({
      api: platformApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new PlatformClient(fetchApi),
    }),
});

const platformPage = PageBlueprint.make({
  params: {
    path: '/platform',
    title: 'Platform',
    icon: <RiStackLine />,
    routeRef: rootRouteRef,
    loader: async () => {
      const { PlatformPage } = await import('./components/PlatformPage');
      return <PlatformPage />;
    },
  },
});

const buildNotice = HomeSlotBlueprint.make({
  params: {
    slot: 'notice',
    loader: async () => {
      const { BuildNotice } = await import('./components/BuildNotice');
      return <BuildNotice />;
    },
  },
});

/** How far the platform is: a page, and a notice on the home page while it is not all there. */
export const platformPlugin = createFrontendPlugin({
  pluginId: 'platform',
  title: 'Platform',
  icon: <RiStackLine />,
  extensions: [platformApi, platformPage, buildNotice],
  routes: { root: rootRouteRef },
});
