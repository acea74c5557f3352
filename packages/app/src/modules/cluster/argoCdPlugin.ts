import type { FrontendFeature } from '@backstage/frontend-plugin-api';
import argoCdPlugin from '@roadiehq/backstage-plugin-argo-cd/alpha';

/** Only entities that name an Argo CD application have something to show. */
const filter = { 'metadata.annotations.argocd/app-name': { $exists: true } };

/** The Argo CD cards and tab, which by themselves would appear on every component. */
const filteredArgoCdPlugin: FrontendFeature = argoCdPlugin.withOverrides({
  extensions: [
    argoCdPlugin
      .getExtension('entity-card:argocd/overviewCard')
      .override({ params: { filter } }),
    argoCdPlugin
      .getExtension('entity-card:argocd/historyCard')
      .override({ params: { filter } }),
    argoCdPlugin
      .getExtension('entity-content:argocd/ArgoCdPage')
      .override({ params: { filter } }),
  ],
});

export default filteredArgoCdPlugin;
