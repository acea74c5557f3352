import { PROCESS_IDENTITIES } from './pki.ts';

const group = 'rbac.authorization.k8s.io';
const watch = ['get', 'list', 'watch'];

/**
 * First rights in a fresh cluster: what `kubeadm init` grants in a running one, and one role for each process of ours
 * that talks to the API with exactly what it needs.
 */
export const accessManifests = [
  binding('kubeadm:cluster-admins', 'cluster-admin', {
    kind: 'Group',
    name: 'kubeadm:cluster-admins',
  }),
  // Without it the API server may not ask the kubelet for logs, exec and figures.
  binding('payday:kubelet-api-admin', 'system:kubelet-api-admin', {
    kind: 'User',
    name: 'kube-apiserver-kubelet-client',
  }),
  role('payday:dns', [
    { apiGroups: [''], resources: ['services', 'namespaces'], verbs: watch },
    {
      apiGroups: ['discovery.k8s.io'],
      resources: ['endpointslices'],
      verbs: watch,
    },
  ]),
  binding('payday:dns', 'payday:dns', {
    kind: 'User',
    name: PROCESS_IDENTITIES.dns,
  }),
  role('payday:controllers', [
    {
      apiGroups: [''],
      resources: ['namespaces', 'pods', 'nodes'],
      verbs: watch,
    },
    {
      apiGroups: ['networking.k8s.io'],
      resources: ['networkpolicies'],
      verbs: watch,
    },
    {
      apiGroups: [''],
      resources: ['persistentvolumeclaims'],
      verbs: watch,
    },
    {
      apiGroups: [''],
      resources: ['persistentvolumes'],
      verbs: [...watch, 'create', 'delete'],
    },
    {
      apiGroups: ['storage.k8s.io'],
      resources: ['storageclasses'],
      verbs: watch,
    },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  ]),
  binding('payday:controllers', 'payday:controllers', {
    kind: 'User',
    name: PROCESS_IDENTITIES.controllers,
  }),
];

function role(name: string, rules: object[]) {
  return {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRole',
    metadata: { name },
    rules,
  };
}

function binding(
  name: string,
  roleName: string,
  subject: { kind: 'User' | 'Group'; name: string },
) {
  return {
    apiVersion: `${group}/v1`,
    kind: 'ClusterRoleBinding',
    metadata: { name },
    roleRef: { apiGroup: group, kind: 'ClusterRole', name: roleName },
    subjects: [{ apiGroup: group, ...subject }],
  };
}
