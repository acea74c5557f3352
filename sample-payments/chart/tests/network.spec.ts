// oxlint-disable vitest/valid-expect -- the second argument says which object is wrong; Vitest takes it, jest does not
import { expect, it } from 'vitest';
import { describeChart, ENVIRONMENTS, find, ofKind, render, workloads, type Manifest } from './chart.fixture.ts';

interface Rule {
  from?: Peer[];
  to?: Peer[];
  ports?: { port: number; protocol?: string }[];
}
interface Peer {
  namespaceSelector?: { matchLabels: Record<string, string> };
  podSelector?: { matchLabels: Record<string, string>; matchExpressions?: { values: string[] }[] };
  ipBlock?: { cidr: string; except?: string[] };
}

/** Who a rule lets in or out, in one line: `monitoring/prometheus:9464`. */
function describeRules(manifests: Manifest[], name: string, direction: 'ingress' | 'egress'): string[] {
  const rules: Rule[] = find(manifests, 'NetworkPolicy', name).spec[direction] ?? [];
  return rules.flatMap(rule => (rule.from ?? rule.to ?? []).flatMap(peer => describePeer(peer, rule.ports ?? [])));
}

function describePeer(peer: Peer, ports: { port: number }[]): string[] {
  const namespace = peer.namespaceSelector?.matchLabels['kubernetes.io/metadata.name'];
  const labels = peer.podSelector?.matchLabels;
  const pods = peer.podSelector?.matchExpressions?.[0]?.values ?? [
    labels?.['app.kubernetes.io/name'] ?? labels?.['k8s-app'] ?? '*',
  ];
  const names = peer.ipBlock ? [peer.ipBlock.cidr] : pods.map(pod => (namespace ? `${namespace}/${pod}` : pod));
  return names.flatMap(name => ports.map(({ port }) => `${name}:${port}`));
}

describeChart.each(ENVIRONMENTS)('the network of %s', environment => {
  it('is closed in both directions, but for names', () => {
    const policy = find(render(environment), 'NetworkPolicy', 'payments-default-deny');
    expect(policy.spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] });
    expect(policy.spec).not.toHaveProperty('ingress');
    expect(policy.spec.egress).toHaveLength(1);
    expect(policy.spec.egress[0].ports).toStrictEqual([
      { protocol: 'UDP', port: 53 },
      { protocol: 'TCP', port: 53 },
    ]);
  });

  it('has no rule without a peer or a port, which would mean everyone or everything', () => {
    for (const { metadata, spec } of ofKind(render(environment), 'NetworkPolicy')) {
      for (const rule of [...(spec.ingress ?? []), ...(spec.egress ?? [])] as Rule[]) {
        expect(rule.from ?? rule.to, metadata.name).not.toHaveLength(0);
        expect(rule.from ?? rule.to, metadata.name).toBeDefined();
        expect(rule.ports?.length, metadata.name).toBeGreaterThan(0);
      }
    }
  });

  it('has a policy for the pods of every workload', () => {
    const manifests = render(environment);
    const selected = ofKind(manifests, 'NetworkPolicy').map(
      ({ spec }) => spec.podSelector.matchLabels?.['app.kubernetes.io/name'],
    );
    for (const { name, labels } of workloads(manifests))
      expect(selected, name).toContain(labels['app.kubernetes.io/name']);
  });
});

describeChart('the ways through the network', () => {
  it.each([
    ['payments-api', 'ingress', ['traefik/traefik:8080', 'monitoring/prometheus:9464']],
    ['payments-api', 'egress', ['payments-db:5432', 'payments-cache:6379', 'acquirer-simulator:8090']],
    ['checkout-web', 'ingress', ['traefik/traefik:8080', 'monitoring/prometheus:9464']],
    ['checkout-web', 'egress', []],
    ['settlement-worker', 'ingress', ['monitoring/prometheus:9464']],
    [
      'settlement-worker',
      'egress',
      ['payments-db:5432', 'payments-cache:6379', 'acquirer-simulator:8090', 'merchant-simulator:8091'],
    ],
    ['payments-db', 'ingress', ['payments-api:5432', 'settlement-worker:5432', 'database-jobs:5432']],
    ['payments-cache', 'ingress', ['payments-api:6379', 'settlement-worker:6379']],
    [
      'acquirer-simulator',
      'ingress',
      ['payments-api:8090', 'settlement-worker:8090', 'database-jobs:8090', 'traefik/traefik:8090'],
    ],
    ['merchant-simulator', 'ingress', ['settlement-worker:8091', 'traefik/traefik:8091']],
    ['merchant-simulator', 'egress', []],
    ['database-jobs', 'egress', ['payments-db:5432', 'acquirer-simulator:8090']],
    ['payments-default-deny', 'egress', ['10.243.0.1/32:53', '10.243.0.1/32:53']],
  ] as const)('in staging, %s has as %s exactly %j', (name, direction, expected) =>
    expect(describeRules(render('staging'), name, direction)).toStrictEqual(expected),
  );

  it('on AKS leads to services outside by their addresses alone', () => {
    const manifests = render('aks');
    expect(describeRules(manifests, 'payments-api', 'egress')).toStrictEqual([
      '10.20.1.0/28:5432',
      '10.20.2.0/28:6380',
      '203.0.113.0/24:443',
    ]);
    expect(describeRules(manifests, 'payments-default-deny', 'egress')).toContain('kube-system/kube-dns:53');
  });

  it('lets the worker out to merchants by https, never to private addresses or the cloud’s metadata', () => {
    const rules: Rule[] = find(render('aks'), 'NetworkPolicy', 'settlement-worker').spec.egress;
    const internet = rules.find(rule => rule.to?.[0]?.ipBlock?.cidr === '0.0.0.0/0');
    expect(internet?.ports).toStrictEqual([{ port: 443 }]);
    expect(internet?.to?.[0]?.ipBlock?.except).toEqual(
      expect.arrayContaining([
        '10.0.0.0/8',
        '172.16.0.0/12',
        '192.168.0.0/16',
        '169.254.0.0/16',
        '127.0.0.0/8',
        '100.64.0.0/10',
      ]),
    );
    expect(describeRules(render('staging'), 'settlement-worker', 'egress')).not.toContain('0.0.0.0/0:443');
  });

  it('leads the worker to the simulated merchant only where there is one', () =>
    expect(describeRules(render('production'), 'settlement-worker', 'egress')).not.toContain(
      'merchant-simulator:8091',
    ));

  it('lets the scaler ask the database only when there is one', () => {
    const scaled = render('staging', {
      'worker.autoscaling.enabled': true,
      'database.embedded.settings.max_connections': 200,
    });
    expect(describeRules(scaled, 'payments-db', 'ingress')).toContain('keda/keda-operator:5432');
    expect(describeRules(render('staging'), 'payments-db', 'ingress')).not.toContain('keda/keda-operator:5432');
  });

  it('lets traces out only when they are sent', () => {
    const sent = render('staging', {
      'telemetry.traces': 'otlp',
      'telemetry.otlp.endpoint': 'http://collector.monitoring.svc:4318',
    });
    expect(describeRules(sent, 'payments-api', 'egress')).toContain('monitoring/*:4318');
    expect(describeRules(sent, 'settlement-worker', 'egress')).toContain('monitoring/*:4318');
    expect(describeRules(sent, 'checkout-web', 'egress')).toStrictEqual(['monitoring/*:4318']);
  });

  it('lets synthetic traffic reach the gateway and the database, where there is any', () => {
    const on = { 'syntheticTraffic.enabled': true, 'images.syntheticTraffic.digest': `sha256:${'a'.repeat(64)}` };
    expect(describeRules(render('staging', on), 'synthetic-traffic', 'egress')).toStrictEqual([
      'payments-db:5432',
      'traefik/traefik:8000',
    ]);
    expect(describeRules(render('staging', on), 'payments-db', 'ingress')).toContain('synthetic-traffic:5432');
    expect(describeRules(render('staging'), 'payments-db', 'ingress')).not.toContain('synthetic-traffic:5432');
  });

  it('is closed to Prometheus when nothing is measured', () =>
    expect(describeRules(render('staging', { 'metrics.discovery': 'none' }), 'payments-api', 'ingress')).toStrictEqual([
      'traefik/traefik:8080',
    ]));
});
