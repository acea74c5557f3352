export interface Config {
  payday?: {
    signIn?: {
      /**
       * Who proves a person's identity: the OpenID provider of `auth.providers.oidc`,
       * or Microsoft Entra of `auth.providers.microsoft`.
       * @visibility frontend
       */
      provider?: 'oidc' | 'microsoft';
    };
  };
}
