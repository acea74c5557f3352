export interface Config {
  payday?: {
    /**
     * The name of the cluster, shown wherever something about it is shown.
     * @visibility frontend
     */
    clusterName?: string;
  };
}
