export { PlatformClient } from './PlatformClient';
