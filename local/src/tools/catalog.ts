import { Problem } from '../problem.ts';
import { defaultFlags, kubernetesFlags } from './buildFlags.ts';
import type { Tool } from './tool.ts';

const GO = 'go1.27.3';
const OLDER_GO = 'go1.26.8';
const ARGO_CD = 'github.com/argoproj/argo-cd/v3';
const ARGO_ROLLOUTS = 'github.com/argoproj/argo-rollouts';
const TRAEFIK = 'github.com/traefik/traefik/v3';

const defaults = {
  assets: [],
  goVersion: GO,
  flags: defaultFlags,
  isCore: true,
};

/** All tools, in the order the platform needs them. */
export const tools: Tool[] = [
  {
    ...defaults,
    name: 'pause',
    title: 'Init',
    module: 'pause',
    programs: [
      {
        name: 'pause',
        package: '.',
        check: ['--version'],
        links: { init: ['--version'] },
      },
    ],
    typicalSeconds: 10,
  },
  {
    ...defaults,
    name: 'kube',
    title: 'Kubernetes',
    module: 'kube',
    programs: [
      {
        name: 'kube',
        package: '.',
        links: {
          etcd: ['--version'],
          kubeadm: ['version'],
          'kube-apiserver': ['--version'],
          'kube-controller-manager': ['--version'],
          'kube-scheduler': ['--version'],
          'kube-proxy': ['--version'],
          kubelet: ['--version'],
          kubectl: ['version', '--client'],
        },
      },
    ],
    flags: kubernetesFlags,
    typicalSeconds: 600,
  },
  {
    ...defaults,
    name: 'coredns',
    title: 'CoreDNS',
    module: 'coredns',
    programs: [{ name: 'coredns', package: '.', check: ['-version'] }],
    typicalSeconds: 110,
  },
  {
    ...defaults,
    name: 'argo-cd',
    title: 'Argo CD',
    module: 'argo-cd',
    programs: [
      {
        name: 'argocd',
        package: `${ARGO_CD}/cmd`,
        check: ['version', '--client'],
        links: {
          'argocd-application-controller': ['--help'],
          'argocd-applicationset-controller': ['--help'],
          'argocd-repo-server': ['--help'],
          'argocd-server': ['--help'],
        },
      },
    ],
    assets: [
      { module: ARGO_CD, from: 'manifests/crds', to: 'crds' },
      { module: ARGO_CD, from: 'manifests/base/config', to: 'config' },
      { module: ARGO_CD, from: 'hack/git-verify-wrapper.sh', to: 'bin' },
    ],
    typicalSeconds: 450,
  },
  {
    ...defaults,
    name: 'helm',
    title: 'Helm',
    module: 'argo-cd',
    programs: [
      {
        name: 'helm',
        package: 'helm.sh/helm/v4/cmd/helm',
        check: ['version'],
      },
    ],
    typicalSeconds: 30,
  },
  {
    ...defaults,
    name: 'kustomize',
    title: 'Kustomize',
    module: 'argo-cd',
    programs: [
      {
        name: 'kustomize',
        package: 'sigs.k8s.io/kustomize/kustomize/v5',
        check: ['version'],
      },
    ],
    typicalSeconds: 10,
  },
  {
    ...defaults,
    name: 'traefik',
    title: 'Traefik',
    module: 'traefik',
    programs: [
      {
        name: 'traefik',
        package: `${TRAEFIK}/cmd/traefik`,
        check: ['version'],
      },
    ],
    assets: [
      {
        module: TRAEFIK,
        from: 'docs/content/reference/dynamic-configuration/kubernetes-crd-definition-v1.yml',
        to: 'crds',
      },
    ],
    // Some 850 packages of 180 DNS services, to prove to a certificate authority that a name is ours: Traefik gets its
    // certificates from cert-manager.
    replacements: [
      {
        module: 'github.com/go-acme/lego/v4',
        file: 'providers/dns/zz_gen_dns_providers.go',
        by: 'replacements/dns_providers.go',
      },
    ],
    typicalSeconds: 290,
  },
  {
    ...defaults,
    name: 'argo-rollouts',
    title: 'Argo Rollouts',
    module: 'argo-rollouts',
    programs: [
      {
        name: 'rollouts-controller',
        package: `${ARGO_ROLLOUTS}/cmd/rollouts-controller`,
        check: ['--help'],
      },
    ],
    assets: [{ module: ARGO_ROLLOUTS, from: 'manifests/crds', to: 'crds' }],
    typicalSeconds: 220,
  },
  {
    ...defaults,
    name: 'prometheus',
    title: 'Prometheus',
    module: 'prometheus',
    programs: [
      {
        name: 'prometheus',
        package: 'github.com/prometheus/prometheus/cmd/prometheus',
        check: ['--version'],
      },
    ],
    // One cloud's discovery has a dependency that cannot be had; the tags leave all but Kubernetes' out.
    flags: [
      ...defaultFlags,
      '-tags=remove_all_sd,enable_kubernetes_sd',
      '-mod=mod',
    ],
    typicalSeconds: 145,
  },
  {
    ...defaults,
    name: 'metrics-server',
    title: 'Metrics server',
    module: 'metrics-server',
    programs: [
      {
        name: 'metrics-server',
        package: 'sigs.k8s.io/metrics-server/cmd/metrics-server',
        check: ['--version'],
      },
    ],
    // Compiled with Go 1.27 it writes an OpenAPI document that the API server cannot read, and kubectl then refuses to
    // apply anything.
    goVersion: OLDER_GO,
    typicalSeconds: 200,
  },
  {
    ...defaults,
    name: 'kube-state-metrics',
    title: 'kube-state-metrics',
    module: 'kube-state-metrics',
    programs: [
      {
        name: 'kube-state-metrics',
        package: 'k8s.io/kube-state-metrics/v2',
        check: ['version'],
      },
    ],
    typicalSeconds: 110,
  },
  {
    ...defaults,
    name: 'trivy',
    title: 'Trivy',
    module: 'trivy',
    programs: [
      {
        name: 'trivy',
        package: 'github.com/aquasecurity/trivy/cmd/trivy',
        check: ['--version'],
      },
    ],
    // Go 1.27 renamed a part of the experimental package that it uses.
    goVersion: OLDER_GO,
    experiment: 'jsonv2',
    isCore: false,
    typicalSeconds: 590,
  },
  {
    ...defaults,
    name: 'kwok',
    title: 'KWOK',
    module: 'kwok',
    programs: [
      {
        name: 'kwok',
        package: 'sigs.k8s.io/kwok/cmd/kwok',
        check: ['--version'],
      },
    ],
    isCore: false,
    typicalSeconds: 90,
  },
  {
    ...defaults,
    name: 'terraform',
    title: 'Terraform',
    module: 'terraform',
    programs: [
      {
        name: 'terraform',
        package: 'github.com/hashicorp/terraform',
        check: ['version'],
      },
    ],
    isCore: false,
    typicalSeconds: 400,
    systemProgram: 'terraform',
  },
];

/** @throws Problem (exit 2) when there is no tool of this name */
export function findTool(name: string): Tool {
  const found = tools.find(tool => tool.name === name);
  if (found) return found;
  throw new Problem(
    `There is no tool called "${name}".`,
    [`There are:  ${tools.map(tool => tool.name).join(', ')}`],
    { exitCode: 2 },
  );
}
