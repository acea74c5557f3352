import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page “Platform”. */
export const rootRouteRef = createRouteRef();
