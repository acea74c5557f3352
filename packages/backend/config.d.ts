export interface Config {
  payday?: {
    /** Read for each request to Argo CD, so it may appear later and be replaced. It never reaches a browser. */
    argoCdTokenFile?: string;
  };
}
