import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import { KubeconfigFile } from '@payday/plugin-cluster-watch-node';
import { platformPermissions } from '@payday/plugin-platform-common';
import { ConnectionMonitor } from './ConnectionMonitor';
import type { EventStream } from './EventStream';
import { PlatformStatusFeed } from './PlatformStatusFeed';
import { createRouter } from './router';
import { StateFile } from './StateFile';

/** Serves how far the platform beside this portal is, and whether its cluster answers. */
export const platformPlugin = createBackendPlugin({
  pluginId: 'platform',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        lifecycle: coreServices.rootLifecycle,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
      },
      async init({
        config,
        http,
        httpAuth,
        lifecycle,
        permissions,
        permissionsRegistry,
      }) {
        const stateFile = config.getOptionalString('payday.stateFile');
        const kubeconfig = config.getOptionalString('payday.kubeconfigFile');
        const feed = new PlatformStatusFeed({
          stateFile: stateFile ? new StateFile(stateFile) : undefined,
          connection: new ConnectionMonitor(
            kubeconfig ? new KubeconfigFile(kubeconfig) : undefined,
          ),
        });
        const streams = new Set<EventStream>();
        permissionsRegistry.addPermissions(platformPermissions);
        http.use(createRouter({ feed, httpAuth, permissions, streams }));
        lifecycle.addBeforeShutdownHook(() => {
          streams.forEach(stream => stream.end());
          feed.close();
        });
      },
    });
  },
});
