import { useCallback } from 'react';
import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useLoad, type Load } from '@payday/plugin-payday-react';

/** A component of the signed-in person's groups, as far as the home page shows it. */
export type TeamComponent = {
  ref: string;
  entity: Entity;
  title: string;
  description?: string;
};

/** Components owned by the person or one of their groups, by name, in one query. */
export function useTeamComponents(): Load<TeamComponent[]> {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);

  const load = useCallback(async () => {
    const { ownershipEntityRefs } = await identityApi.getBackstageIdentity();
    const { items } = await catalogApi.getEntities({
      filter: { kind: 'Component', 'relations.ownedBy': ownershipEntityRefs },
      fields: ['kind', 'metadata'],
      order: { field: 'metadata.name', order: 'asc' },
    });
    return items.map(entity => ({
      ref: stringifyEntityRef(entity),
      entity,
      title: entity.metadata.title ?? entity.metadata.name,
      description: entity.metadata.description,
    }));
  }, [identityApi, catalogApi]);

  return useLoad(load);
}
