import {
  coreExtensionData,
  type FrontendFeature,
} from '@backstage/frontend-plugin-api';
import argoCdPlugin from '@roadiehq/backstage-plugin-argo-cd/alpha';
import { ArgoCdFrame, type ArgoCdFrameProps } from './ArgoCdFrame';

/** Only entities that name an Argo CD application have something to show. */
const filter = { 'metadata.annotations.argocd/app-name': { $exists: true } };

const framed = (shows: ArgoCdFrameProps['shows'], element: JSX.Element) =>
  coreExtensionData.reactElement(
    <ArgoCdFrame shows={shows}>{element}</ArgoCdFrame>,
  );

/**
 * The Argo CD cards and tab, which by themselves would appear on every component. They say which cluster they show,
 * and in plain words why there is nothing to show.
 */
const framedArgoCdPlugin: FrontendFeature = argoCdPlugin.withOverrides({
  extensions: [
    argoCdPlugin.getExtension('entity-card:argocd/overviewCard').override({
      factory(originalFactory) {
        const original = originalFactory({ params: { filter } });
        return [
          ...original,
          framed('state', original.get(coreExtensionData.reactElement)),
        ];
      },
    }),
    argoCdPlugin.getExtension('entity-card:argocd/historyCard').override({
      factory(originalFactory) {
        const original = originalFactory({ params: { filter } });
        return [
          ...original,
          framed('history', original.get(coreExtensionData.reactElement)),
        ];
      },
    }),
    argoCdPlugin.getExtension('entity-content:argocd/ArgoCdPage').override({
      factory(originalFactory) {
        const original = originalFactory({ params: { filter } });
        return [
          ...original,
          framed('history', original.get(coreExtensionData.reactElement)),
        ];
      },
    }),
  ],
});

export default framedArgoCdPlugin;
