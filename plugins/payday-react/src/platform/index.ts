export { ClusterLine } from './ClusterLine';
export {
  platformApiRef,
  type FollowedPlatform,
  type PlatformApi,
} from './PlatformApi';
export { usePlatform } from './usePlatform';
