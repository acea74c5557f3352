import { createRouteRef } from '@backstage/frontend-plugin-api';

/** The page “What I may do”. */
export const rootRouteRef = createRouteRef();
