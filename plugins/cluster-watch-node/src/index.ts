export { parseKubeconfig, type ClusterAccess } from './parseKubeconfig';
export { KubeconfigFile, type KubeconfigState } from './KubeconfigFile';
export { probeCluster } from './probeCluster';
