import {
  coreExtensionData,
  type FrontendFeature,
} from '@backstage/frontend-plugin-api';
import kubernetesPlugin from '@backstage/plugin-kubernetes/alpha';
import { ClusterFrame } from './ClusterFrame';

/** The Kubernetes tab, which says which cluster it shows, and shows nothing while that one is not reachable. */
const framedKubernetesPlugin: FrontendFeature = kubernetesPlugin.withOverrides({
  extensions: [
    kubernetesPlugin
      .getExtension('entity-content:kubernetes/kubernetes')
      .override({
        factory(originalFactory) {
          const original = originalFactory();
          return [
            ...original,
            coreExtensionData.reactElement(
              <ClusterFrame>
                {original.get(coreExtensionData.reactElement)}
              </ClusterFrame>,
            ),
          ];
        },
      }),
  ],
});

export default framedKubernetesPlugin;
