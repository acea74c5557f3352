import {
  ApiBlueprint,
  createFrontendPlugin,
  fetchApiRef,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiShieldCheckLine } from '@remixicon/react';
import { AccessClient, accessApiRef } from './api';
import { rootRouteRef } from './routes';

const accessApi = ApiBlueprint.make({
  params: define =>
    define({
      api: accessApiRef,
      deps: { fetchApi: fetchApiRef },
      factory: ({ fetchApi }) => new AccessClient(fetchApi),
    }),
});

const accessPage = PageBlueprint.make({
  params: {
    path: '/access',
    title: 'What I may do',
    icon: <RiShieldCheckLine />,
    routeRef: rootRouteRef,
    loader: async () => {
      const { AccessPage } = await import('./components/AccessPage');
      return <AccessPage />;
    },
  },
});

/** The page that says what the signed-in person may do, and why not. */
export const accessPlugin = createFrontendPlugin({
  pluginId: 'access',
  title: 'What I may do',
  icon: <RiShieldCheckLine />,
  extensions: [accessApi, accessPage],
  routes: { root: rootRouteRef },
});
