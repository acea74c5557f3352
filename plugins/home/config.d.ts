export interface Config {
  payday?: {
    /**
     * Which cluster this Payday operates: its own, one of the person's kubeconfig, or none.
     * With none, pages say so instead of showing figures.
     * @visibility frontend
     */
    cluster?: 'none' | 'embedded' | 'context';
  };
}
