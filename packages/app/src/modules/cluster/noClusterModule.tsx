import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { EntityContentBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { EmptyState } from '@payday/plugin-payday-react';

/** The tab of everything that would run in a cluster, while none is connected. */
export const noClusterModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    EntityContentBlueprint.make({
      name: 'no-cluster',
      params: {
        path: '/cluster',
        title: 'Cluster',
        group: 'deployment',
        filter: {
          'metadata.annotations.backstage.io/kubernetes-id': { $exists: true },
        },
        loader: async () => (
          <EmptyState
            title="No cluster is connected"
            hint="This portal was started with --cluster none, so pods, deployments and Argo CD's state are unknown here. “./payday up --help” says how to connect one."
          />
        ),
      },
    }),
  ],
});
