import { stringify } from 'yaml';
import { ENVIRONMENTS } from '../components/secrets.ts';
import { repositoryUrl } from '../cluster/node/gitServer.ts';
import type { BuiltImage } from '../images/index.ts';

/** Name of an environment, e.g. `staging`. */
export type Environment = (typeof ENVIRONMENTS)[number];

/** Services of the payments, which are targets of their Containerfile, by their name in the chart's values. */
export const PAYMENTS_SERVICES = {
  paymentsApi: 'payments-api',
  checkoutWeb: 'checkout-web',
  settlementWorker: 'settlement-worker',
  acquirerSimulator: 'acquirer-simulator',
  merchantSimulator: 'merchant-simulator',
} as const;

/** Images the chart runs that are no services, by their name in its values. */
const SERVERS = { postgres: 'postgres', redis: 'redis' } as const;

/** One version of the payments: everything by digest, and the chart by its commit. */
export interface PaymentsRelease {
  /** Full hash of the commit of `payments.git` that the images and the chart are of. */
  commit: string;
  /** Images of all services and servers. */
  images: Pick<BuiltImage, 'name' | 'digest'>[];
  /** Port of the gateway on this machine: browsers say it, so the services must know it. */
  gatewayPort: number;
}

const HOSTS: Record<Environment, string> = {
  staging: 'staging.pay.localhost',
  production: 'pay.localhost',
};

/** Where an environment's release stands in the GitOps repository. */
export const releaseFile = (environment: Environment) =>
  `environments/${environment}/payments/application.yaml`;

/**
 * The Argo CD Application that runs a release in an environment, as YAML. What else the environment wants of the chart
 * stands beside it in `values.yaml`.
 * @throws Error when an image is missing
 */
export function releaseApplication(
  environment: Environment,
  { commit, images, gatewayPort }: PaymentsRelease,
): string {
  const folder = `environments/${environment}/payments`;
  const digestOf = (name: string) => {
    const image = images.find(each => each.name === name);
    if (!image) throw new Error(`The release has no image "${name}".`);
    return { digest: image.digest };
  };
  return `# A release: written by \`payday up\` until a pipeline does.\n${stringify(
    {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: {
        name: `payments-${environment}`,
        labels: { 'payday.internal/environment': environment },
        annotations: {
          'argocd.argoproj.io/manifest-generate-paths': `/chart;/${folder}`,
        },
      },
      spec: {
        project: 'payments',
        destination: {
          server: 'https://kubernetes.default.svc',
          namespace: `payments-${environment}`,
        },
        sources: [
          {
            repoURL: repositoryUrl('payments'),
            targetRevision: commit,
            path: 'chart',
            helm: {
              releaseName: 'payments',
              valueFiles: [`$environment/${folder}/values.yaml`],
              valuesObject: {
                route: {
                  host: HOSTS[environment],
                  publicUrl: `http://${HOSTS[environment]}:${gatewayPort}`,
                },
                images: {
                  ...mapValues(PAYMENTS_SERVICES, name =>
                    digestOf(`payments/${name}`),
                  ),
                  ...mapValues(SERVERS, digestOf),
                },
              },
            },
          },
          {
            repoURL: repositoryUrl('gitops'),
            targetRevision: 'main',
            ref: 'environment',
          },
        ],
        ignoreDifferences: [
          {
            // Argo Rollouts moves the traffic.
            group: 'traefik.io',
            kind: 'TraefikService',
            jqPathExpressions: ['.spec.weighted.services[].weight'],
          },
        ],
        syncPolicy: {
          automated: { prune: true, selfHeal: true },
          syncOptions: [
            'ServerSideApply=true',
            'ApplyOutOfSyncOnly=true',
            'PruneLast=true',
            'FailOnSharedResource=true',
            'RespectIgnoreDifferences=true',
          ],
          retry: {
            limit: 10,
            refresh: true,
            backoff: { duration: '2s', factor: 2, maxDuration: '1m' },
          },
        },
      },
    },
  )}`;
}

const mapValues = <V extends string, R>(
  object: Record<string, V>,
  map: (value: V) => R,
): Record<string, R> =>
  Object.fromEntries(
    Object.entries(object).map(([key, value]) => [key, map(value)]),
  );
