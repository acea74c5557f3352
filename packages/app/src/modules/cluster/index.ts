export { clusterFeatures } from './clusterFeatures';
