import { z } from 'zod';
import { parseAddress } from './addressRanges.ts';

/** The API server sends `null` where a Go slice or map is nil. */
const listOf = <T extends z.ZodType>(item: T) =>
  z
    .array(item)
    .nullish()
    .transform(items => items ?? []);

const labels = z
  .record(z.string(), z.string())
  .nullish()
  .transform(pairs => pairs ?? {});

const protocol = z.enum(['TCP', 'UDP', 'SCTP']);

const selector = z.object({
  matchLabels: labels,
  matchExpressions: listOf(
    z.object({
      key: z.string(),
      operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
      values: listOf(z.string()),
    }),
  ),
});

const peer = z.object({
  podSelector: selector.nullish(),
  namespaceSelector: selector.nullish(),
  ipBlock: z.object({ cidr: z.string(), except: listOf(z.string()) }).nullish(),
});

const policyPort = z.object({
  protocol: protocol.nullish().transform(name => name ?? 'TCP'),
  port: z.union([z.int().min(1).max(65_535), z.string().min(1)]).nullish(),
  endPort: z.int().min(1).max(65_535).nullish(),
});

const everything = { matchLabels: {}, matchExpressions: [] };

/** What is used of a `networking.k8s.io/v1` NetworkPolicy, in one shape for both directions. */
export const policySchema = z
  .object({
    metadata: z.object({ namespace: z.string(), name: z.string() }),
    spec: z
      .object({
        podSelector: selector.nullish(),
        policyTypes: listOf(z.enum(['Ingress', 'Egress'])),
        ingress: listOf(
          z.object({ from: listOf(peer), ports: listOf(policyPort) }),
        ),
        egress: listOf(
          z.object({ to: listOf(peer), ports: listOf(policyPort) }),
        ),
      })
      .nullish(),
  })
  .transform(({ metadata, spec }) => ({
    namespace: metadata.namespace,
    name: metadata.name,
    podSelector: spec?.podSelector ?? everything,
    // The default of the specification; the API server fills it in as well.
    policyTypes: spec?.policyTypes.length
      ? spec.policyTypes
      : (['Ingress', ...(spec?.egress.length ? ['Egress'] : [])] as const),
    ingress: (spec?.ingress ?? []).map(({ from, ports }) => ({
      peers: from,
      ports,
    })),
    egress: (spec?.egress ?? []).map(({ to, ports }) => ({ peers: to, ports })),
  }));

/** What is used of a Namespace. */
export const namespaceSchema = z
  .object({ metadata: z.object({ name: z.string(), labels }) })
  .transform(({ metadata }) => metadata);

const container = z.object({
  restartPolicy: z.string().nullish(),
  ports: listOf(
    z.object({
      name: z.string().nullish(),
      containerPort: z.int(),
      protocol: protocol.nullish().transform(name => name ?? 'TCP'),
    }),
  ),
});

/** What is used of a Pod. `address` is its IPv4 address as a number, absent until the kubelet reports one. */
export const podSchema = z
  .object({
    metadata: z.object({
      namespace: z.string(),
      name: z.string(),
      labels,
      creationTimestamp: z.string().nullish(),
    }),
    spec: z.object({
      nodeName: z.string().nullish(),
      hostNetwork: z.boolean().nullish(),
      containers: listOf(container),
      initContainers: listOf(container),
    }),
    status: z
      .object({
        phase: z.string().nullish(),
        podIP: z.string().nullish(),
        podIPs: listOf(z.object({ ip: z.string() })),
      })
      .nullish(),
  })
  .transform(({ metadata, spec, status }) => ({
    namespace: metadata.namespace,
    name: metadata.name,
    labels: metadata.labels,
    createdAt: metadata.creationTimestamp ?? '',
    isScheduled: Boolean(spec.nodeName),
    isOnHostNetwork: Boolean(spec.hostNetwork),
    isFinished: status?.phase === 'Succeeded' || status?.phase === 'Failed',
    address: [
      status?.podIP ?? '',
      ...(status?.podIPs ?? []).map(({ ip }) => ip),
    ]
      .map(parseAddress)
      .find(address => address !== undefined),
    namedPorts: [
      ...spec.containers,
      // An init container that always restarts is a sidecar: it serves as long as the pod does.
      ...spec.initContainers.filter(each => each.restartPolicy === 'Always'),
    ].flatMap(({ ports }) =>
      ports.flatMap(({ name, containerPort, protocol: transport }) =>
        name ? { name, port: containerPort, protocol: transport } : [],
      ),
    ),
  }));

export type NamespaceFacts = z.output<typeof namespaceSchema>;
export type PodFacts = z.output<typeof podSchema>;
export type PolicyFacts = z.output<typeof policySchema>;
export type PolicyRule = PolicyFacts['ingress'][number];
export type PolicyPeer = z.output<typeof peer>;
export type PolicyPort = z.output<typeof policyPort>;
export type Protocol = z.output<typeof protocol>;

/** All that decides who may talk to whom. The order of the lists does not matter. */
export interface ClusterState {
  namespaces: NamespaceFacts[];
  pods: PodFacts[];
  policies: PolicyFacts[];
}
