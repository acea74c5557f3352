import { readFile } from 'node:fs/promises';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { kubernetesResourcesReadPermission } from '@backstage/plugin-kubernetes-common';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import PromiseRouter from 'express-promise-router';

/** What the cards ask for: applications, one of them, and the commit that a revision is. */
const shownPath =
  /^\/api\/applications(\/[^/]+(\/revisions\/[^/]+\/metadata)?)?$/;

/**
 * Lets through the proxy to Argo CD only people who may see what runs in a cluster, because the proxy by
 * itself asks no more than that somebody is signed in; and only what the portal shows. It asks with the
 * portal's own token for Argo CD; nothing that proves who the person is leaves the portal. Without a cluster nothing is asked of the
 * address.
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
        const tokenFile = config.getOptionalString('payday.argoCdTokenFile');
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
          // A read that asks for a refresh makes Argo CD work.
          if (!shownPath.test(request.path) || 'refresh' in request.query) {
            throw new NotFoundError('The portal does not ask Argo CD this.');
          }
          const token = await readToken(tokenFile);
          if (token === undefined) {
            throw new ServiceUnavailableError('Argo CD is not there yet.');
          }
          // As Argo CD's own pages send it: the Authorization header is the person's, and the proxy checks it again.
          request.headers.cookie = `argocd.token=${token}`;
          next();
        });
        http.use(router);
      },
    });
  },
});

/** @returns undefined while nobody has made a token, or has not yet written all of it */
async function readToken(path: string | undefined) {
  if (path === undefined) return undefined;
  try {
    const token = (await readFile(path, 'utf8')).trim();
    return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(token) ? token : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
