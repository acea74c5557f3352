import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';
import { noClusterModule } from './noClusterModule';

/**
 * The plugins that show what runs in a cluster. Without one they would only answer with errors, so they
 * are neither shown nor downloaded, and one tab says that no cluster is connected.
 */
export const clusterFeatures = createFrontendFeatureLoader({
  loader: ({ config }) => {
    const cluster = config.getOptionalString('payday.cluster') ?? 'none';
    if (cluster === 'none') return [noClusterModule];
    return [import('./kubernetesPlugin'), import('./argoCdPlugin')];
  },
});
