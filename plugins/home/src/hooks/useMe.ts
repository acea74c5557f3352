import { useCallback } from 'react';
import { parseEntityRef, type Entity } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useLoad, type Load } from '@payday/plugin-payday-react';

/** The signed-in person: a name to greet, and the groups they are in, roles first. */
export type Me = { name: string; groups: { ref: string; title: string }[] };

/** Loads {@link Me} from the session and, in one query, the titles of the groups from the catalog. */
export function useMe(): Load<Me> {
  const identityApi = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);

  const load = useCallback(async (): Promise<Me> => {
    const [profile, identity] = await Promise.all([
      identityApi.getProfileInfo(),
      identityApi.getBackstageIdentity(),
    ]);
    const refs = identity.ownershipEntityRefs.filter(
      ref => parseEntityRef(ref).kind === 'group',
    );
    const { items } = await catalogApi.getEntitiesByRefs({
      entityRefs: refs,
      fields: ['kind', 'metadata.name', 'metadata.title', 'spec.type'],
    });
    const groups = refs
      .map((ref, index) => ({ ref, group: items[index] }))
      .sort((a, b) => rank(a.group) - rank(b.group))
      .map(({ ref, group }) => ({
        ref,
        title: group?.metadata.title ?? parseEntityRef(ref).name,
      }));
    return {
      name: profile.displayName ?? parseEntityRef(identity.userEntityRef).name,
      groups,
    };
  }, [identityApi, catalogApi]);

  return useLoad(load);
}

function rank(group: Entity | undefined): number {
  return group?.spec?.type === 'role' ? 0 : 1;
}
