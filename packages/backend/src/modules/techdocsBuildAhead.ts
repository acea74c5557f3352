import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { CATALOG_FILTER_EXISTS } from '@backstage/catalog-client';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { Entity } from '@backstage/catalog-model';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { ResponseError } from '@backstage/errors';

const TECHDOCS_REF = 'metadata.annotations.backstage.io/techdocs-ref';

/**
 * Builds the documentation of every entity soon after start and again when its source changed, so that
 * docs open at once and are found by search, which indexes only what was built. TechDocs itself builds
 * at the first visit. Does nothing where docs are built outside the portal (`techdocs.builder: external`).
 */
export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'build-docs-ahead',
  register(reg) {
    reg.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        discovery: coreServices.discovery,
        logger: coreServices.logger,
        scheduler: coreServices.scheduler,
      },
      async init({ auth, catalog, config, discovery, logger, scheduler }) {
        if (config.getOptionalString('techdocs.builder') !== 'local') return;

        const build = async (entity: Entity, signal: AbortSignal) => {
          const { token } = await auth.getPluginRequestToken({
            onBehalfOf: await auth.getOwnServiceCredentials(),
            targetPluginId: 'techdocs',
          });
          const { kind, metadata } = entity;
          const path = [metadata.namespace ?? 'default', kind, metadata.name]
            .map(encodeURIComponent)
            .join('/');
          const response = await fetch(
            `${await discovery.getBaseUrl('techdocs')}/sync/${path}`,
            { headers: { Authorization: `Bearer ${token}` }, signal },
          );
          if (!response.ok) throw await ResponseError.fromResponse(response);
          await response.text();
        };

        await scheduler.scheduleTask({
          id: 'build-docs-ahead',
          frequency: { minutes: 2 },
          timeout: { minutes: 10 },
          initialDelay: { seconds: 1 },
          scope: 'local',
          fn: async signal => {
            const { items } = await catalog.getEntities(
              {
                filter: { [TECHDOCS_REF]: CATALOG_FILTER_EXISTS },
                fields: ['kind', 'metadata.name', 'metadata.namespace'],
              },
              { credentials: await auth.getOwnServiceCredentials() },
            );
            for (const entity of items) {
              await build(entity, signal).catch(error =>
                logger.warn(
                  `Could not build the docs of ${stringifyEntityRef(entity)}`,
                  error,
                ),
              );
            }
          },
        });
      },
    });
  },
});
