import type { FrontendFeature } from '@backstage/frontend-plugin-api';
import argoCdPlugin from '@roadiehq/backstage-plugin-argo-cd/alpha';

/** Without a filter the plugin's cards appear on every component and fail on those that Argo CD does not know. */
const filter = { 'metadata.annotations.argocd/app-name': { $exists: true } };

/** Argo CD's state of an entity, read-only: the portal's proxy passes on GET alone. */
export const argoCd: FrontendFeature = argoCdPlugin.withOverrides({
  extensions: [
    argoCdPlugin
      .getExtension('entity-card:argocd/overviewCard')
      .override({ params: { filter } }),
    argoCdPlugin
      .getExtension('entity-card:argocd/historyCard')
      .override({ params: { filter } }),
  ],
});
