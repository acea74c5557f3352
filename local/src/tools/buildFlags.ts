const STRIPPED = '-s -w';
const KUBERNETES_VERSION = {
  gitVersion: 'v1.36.3',
  gitMajor: '1',
  gitMinor: '36',
  gitCommit: '0000000000000000000000000000000000000000',
  gitTreeState: 'clean',
  buildDate: '1970-01-01T00:00:00Z',
};
const VERSION_PACKAGES = [
  'k8s.io/component-base/version',
  'k8s.io/client-go/pkg/version',
];

/** What every tool is built with. Changing it makes Go compile everything anew, on every machine. */
export const defaultFlags = ['-trimpath', `-ldflags=${STRIPPED}`];

/** The same with Kubernetes' version stamped in: without it, Argo CD and Helm misread what the API server can do. */
export const kubernetesFlags = ['-trimpath', `-ldflags=${withVersion()}`];

function withVersion(): string {
  const stamps = VERSION_PACKAGES.flatMap(path =>
    Object.entries(KUBERNETES_VERSION).map(
      ([name, value]) => `-X ${path}.${name}=${value}`,
    ),
  );
  return [STRIPPED, ...stamps].join(' ');
}
