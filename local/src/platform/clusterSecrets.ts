import {
  ENVIRONMENTS,
  PAYMENTS_SECRETS,
  readSecret,
  type SecretName,
} from '../components/secrets.ts';
import { repositoryUrl } from '../cluster/node/gitServer.ts';
import type { Instance } from '../instance.ts';
import { PORTAL_ACCOUNT, portalTokenRecord } from './argoCdToken.ts';
import { REPOSITORIES } from './repositories.ts';

/** Name of the Secret that Kubernetes fills with a token of the portal's ServiceAccount. */
export const PORTAL_TOKEN_SECRET = {
  namespace: 'payday-system',
  name: 'payday-portal-token',
};

/** Secrets that the platform's components find in the cluster. None of them is ever in Git. */
export function clusterSecrets(instance: Instance): object[] {
  const read = (name: SecretName) => readSecret(instance, name);
  return [
    secret('argocd', 'argocd-secret', {
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
      data: {
        'server.secretkey': read('argo-cd-server-key'),
        'webhook.github.secret': read('argo-cd-webhook-secret'),
        [`accounts.${PORTAL_ACCOUNT}.tokens`]: portalTokenRecord,
      },
    }),
    secret('argocd', 'argocd-redis', {
      data: { auth: read('argo-cd-redis-password') },
    }),
    ...Object.keys(REPOSITORIES).map(name =>
      secret('argocd', `repository-${name}`, {
        labels: { 'argocd.argoproj.io/secret-type': 'repository' },
        data: {
          type: 'git',
          url: repositoryUrl(name),
          username: 'argocd',
          password: read('git-token-argo-cd'),
        },
      }),
    ),
    ...ENVIRONMENTS.map(environment =>
      secret(`payments-${environment}`, 'payments', {
        data: Object.fromEntries(
          PAYMENTS_SECRETS.map(name => [
            name,
            read(`payments-${environment}-${name}`),
          ]),
        ),
      }),
    ),
    {
      ...secret(PORTAL_TOKEN_SECRET.namespace, PORTAL_TOKEN_SECRET.name, {
        annotations: {
          'kubernetes.io/service-account.name': 'payday-portal',
        },
      }),
      type: 'kubernetes.io/service-account-token',
    },
  ];
}

function secret(
  namespace: string,
  name: string,
  {
    data,
    ...metadata
  }: {
    labels?: Record<string, string>;
    annotations?: Record<string, string>;
    data?: Record<string, string>;
  },
) {
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name, ...metadata },
    ...(data === undefined ? {} : { stringData: data }),
  };
}
