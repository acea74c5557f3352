import {
  coreExtensionData,
  createExtensionInput,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import { homeSlotDataRef } from '@payday/plugin-payday-react';
import { RiHome5Line } from '@remixicon/react';
import {
  accessRouteTarget,
  catalogRouteTarget,
  createRouteTarget,
  docsRouteTarget,
  rootRouteRef,
} from './routes';

const homePage = PageBlueprint.makeWithOverrides({
  inputs: {
    slots: createExtensionInput([
      homeSlotDataRef,
      coreExtensionData.reactElement,
    ]),
  },
  factory: (makePage, { inputs }) =>
    makePage({
      path: '/',
      title: 'Home',
      icon: <RiHome5Line />,
      routeRef: rootRouteRef,
      loader: async () => {
        const { HomePage } = await import('./components/HomePage');
        const fillings = inputs.slots.map(slot => ({
          slot: slot.get(homeSlotDataRef),
          extensionId: slot.node.spec.id,
          element: slot.get(coreExtensionData.reactElement),
        }));
        return <HomePage fillings={fillings} />;
      },
    }),
});

/** The page people land on. Other plugins fill its places with `HomeSlotBlueprint`. */
export const homePlugin = createFrontendPlugin({
  pluginId: 'home',
  title: 'Home',
  icon: <RiHome5Line />,
  extensions: [homePage],
  routes: { root: rootRouteRef },
  externalRoutes: {
    create: createRouteTarget,
    catalog: catalogRouteTarget,
    docs: docsRouteTarget,
    access: accessRouteTarget,
  },
});
