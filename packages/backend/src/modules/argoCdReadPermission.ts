import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotAllowedError, ServiceUnavailableError } from '@backstage/errors';
import { kubernetesResourcesReadPermission } from '@backstage/plugin-kubernetes-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import PromiseRouter from 'express-promise-router';

/**
 * Lets through the proxy to Argo CD only people who may see what runs in a cluster, because the proxy by
 * itself asks no more than that somebody is signed in. Without a cluster nothing is asked of the address.
 */
export default createBackendModule({
  pluginId: 'proxy',
  moduleId: 'argo-cd-read-permission',
  register(reg) {
    reg.registerInit({
      deps: {
        config: coreServices.rootConfig,
        http: coreServices.httpRouter,
        httpAuth: coreServices.httpAuth,
        permissions: coreServices.permissions,
      },
      async init({ config, http, httpAuth, permissions }) {
        const isConnected = config.getString('payday.cluster') !== 'none';
        const router = PromiseRouter();
        router.use('/argocd', async (request, _response, next) => {
          const credentials = await httpAuth.credentials(request);
          const [{ result }] = await permissions.authorize(
            [{ permission: kubernetesResourcesReadPermission }],
            { credentials },
          );
          if (result !== AuthorizeResult.ALLOW) {
            throw new NotAllowedError('Your role may not see a cluster.');
          }
          if (!isConnected) {
            throw new ServiceUnavailableError('No cluster is connected.');
          }
          next();
        });
        http.use(router);
      },
    });
  },
});
