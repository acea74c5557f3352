export interface Config {
  payday?: {
    /**
     * The kubeconfig of the portal's own service account. It may appear later and be replaced;
     * the portal notices both.
     */
    kubeconfigFile?: string;
  };
}
