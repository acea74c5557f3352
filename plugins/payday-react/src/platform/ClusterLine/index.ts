export { ClusterLine } from './ClusterLine';
