import type { BackendFeature } from '@backstage/backend-plugin-api';
import type { JsonObject } from '@backstage/types';
import { dependencies } from '../../package.json';

/** Every backend plugin and module that the portal has installed, for tests that start all of it. */
export function installedFeatures(): BackendFeature[] {
  return Object.keys(dependencies)
    .filter(name =>
      ['backend-plugin', 'backend-plugin-module'].includes(
        require(`${name}/package.json`).backstage?.role,
      ),
    )
    .map(name => require(name).default as BackendFeature);
}

/** The least configuration with which all of {@link installedFeatures} start, on the given database. */
export function portalConfig(database: JsonObject): JsonObject {
  return {
    app: { baseUrl: 'http://localhost:7007' },
    backend: { baseUrl: 'http://localhost:7007', database },
    auth: { session: { secret: 'test' }, providers: {} },
    kubernetes: {
      serviceLocatorMethod: { type: 'multiTenant' },
      clusterLocatorMethods: [],
    },
    techdocs: { builder: 'external', publisher: { type: 'local' } },
  };
}
