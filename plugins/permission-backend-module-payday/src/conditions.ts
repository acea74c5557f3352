import { RESOURCE_TYPE_CATALOG_ENTITY } from '@backstage/plugin-catalog-common/alpha';
import { catalogConditions } from '@backstage/plugin-catalog-backend/alpha';
import { scaffolderTaskConditions } from '@backstage/plugin-scaffolder-backend/alpha';
import { RESOURCE_TYPE_SCAFFOLDER_TASK } from '@backstage/plugin-scaffolder-common/alpha';
import type {
  PermissionCondition,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import type { Environment } from '@payday/plugin-access-common';

/** A test that the plugin owning a resource applies to it. */
export type Criteria = PermissionCriteria<PermissionCondition>;

/** The person a decision is about. */
export interface Person {
  userEntityRef: string;
  /** The person and every group they belong to, as full entity references. */
  ownershipEntityRefs: string[];
}

/** How one type of resource tells whose it is and which environment it belongs to. */
export interface ResourceConditions {
  /** The plugin that applies the conditions. */
  pluginId: string;
  own?(person: Person): Criteria;
  inEnvironment?(environment: Environment): Criteria;
}

/** Label of every entity and namespace that belongs to one environment. */
export const ENVIRONMENT_LABEL = 'payday.internal/environment';

/** The conditions of every resource type that a row of the table may limit, by resource type. */
export const resourceConditions: Record<
  string,
  ResourceConditions | undefined
> = {
  [RESOURCE_TYPE_CATALOG_ENTITY]: {
    pluginId: 'catalog',
    own: ({ ownershipEntityRefs }) =>
      catalogConditions.isEntityOwner({ claims: ownershipEntityRefs }),
    inEnvironment: environment =>
      catalogConditions.hasLabel({
        label: ENVIRONMENT_LABEL,
        value: environment,
      }),
  },
  [RESOURCE_TYPE_SCAFFOLDER_TASK]: {
    pluginId: 'scaffolder',
    own: ({ userEntityRef }) =>
      scaffolderTaskConditions.isTaskOwner({ createdBy: [userEntityRef] }),
  },
};
