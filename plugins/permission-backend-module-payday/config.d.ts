export interface Config {
  payday?: {
    /**
     * The catalog groups that carry each role, by role. A role that is absent is carried by the group of
     * its own name in the default namespace.
     */
    roleGroups?: {
      developers?: string[];
      'release-engineers'?: string[];
      sre?: string[];
      'product-owners'?: string[];
      'platform-team'?: string[];
    };
  };
}
