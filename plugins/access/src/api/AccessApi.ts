import { createApiRef } from '@backstage/frontend-plugin-api';
import type { Access } from '@payday/plugin-access-common';

/** Answers what the signed-in person may do, and why. */
export interface AccessApi {
  /** @throws ResponseError when the backend refuses, ZodError when its answer is of another shape */
  getAccess(): Promise<Access>;
}

export const accessApiRef = createApiRef<AccessApi>().with({
  id: 'plugin.access.api',
  pluginId: 'access',
});
