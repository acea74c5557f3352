import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

/** The home page. */
export const rootRouteRef = createRouteRef();

/** Where the quick links lead. A page that is not installed, or not for this person, has no link. */
export const createRouteTarget = createExternalRouteRef({
  defaultTarget: 'scaffolder.root',
});
export const catalogRouteTarget = createExternalRouteRef({
  defaultTarget: 'catalog.catalogIndex',
});
export const docsRouteTarget = createExternalRouteRef({
  defaultTarget: 'techdocs.root',
});
export const accessRouteTarget = createExternalRouteRef({
  defaultTarget: 'access.root',
});
