import { createApiRef } from '@backstage/frontend-plugin-api';
import type { PlatformStatus } from '@payday/plugin-platform-common';

/** The platform's status as it is followed. */
export type FollowedPlatform =
  | { state: 'loading' }
  | { state: 'failed'; problem: Error }
  | {
      state: 'ready';
      value: PlatformStatus;
      /** Set while the portal's backend does not answer: what is shown is of this moment. */
      staleSince?: Date;
    };

/** Follows how far the platform is and whether its cluster answers. All who follow share one connection. */
export interface PlatformApi {
  /** Calls back whenever {@link PlatformApi.current} gives something new. @returns how to stop it */
  subscribe(onChange: () => void): () => void;
  current(): FollowedPlatform;
  /** Tries at once instead of after a pause. */
  retry(): void;
}

export const platformApiRef = createApiRef<PlatformApi>().with({
  id: 'plugin.platform.api',
  pluginId: 'platform',
});
