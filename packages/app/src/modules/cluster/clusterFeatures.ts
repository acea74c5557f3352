import { createFrontendFeatureLoader } from '@backstage/frontend-plugin-api';

/**
 * The plugins that show what runs in a cluster. Without one they would only have empty tabs
 * to offer, so they are neither shown nor downloaded.
 */
export const clusterFeatures = createFrontendFeatureLoader({
  loader: ({ config }) => {
    const cluster = config.getOptionalString('payday.cluster') ?? 'none';
    if (cluster === 'none') return [];
    return [
      import('@backstage/plugin-kubernetes/alpha'),
      import('./argoCdPlugin'),
    ];
  },
});
