import { useSyncExternalStore } from 'react';
import { useApi } from '@backstage/frontend-plugin-api';
import { platformApiRef, type FollowedPlatform } from './PlatformApi';

/** How far the platform is and whether its cluster answers, as it changes. */
export function usePlatform(): FollowedPlatform & { retry: () => void } {
  const platform = useApi(platformApiRef);
  const followed = useSyncExternalStore(platform.subscribe, platform.current);
  return { ...followed, retry: platform.retry };
}
