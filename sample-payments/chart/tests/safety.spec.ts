// oxlint-disable vitest/valid-expect -- the second argument says which object is wrong; Vitest takes it, jest does not
import { expect, it } from 'vitest';
import {
  containersOf,
  describeChart,
  ENVIRONMENTS,
  find,
  ofKind,
  render,
  runHelm,
  workloads,
  CHART,
  valuesOf,
} from './chart.fixture.ts';

const DIGEST = /^[a-z0-9.:-]+\/(payments|platform)\/[a-z-]+@sha256:[0-9a-f]{64}$/;
const SECRET_KEYS = [
  'api-key-pepper',
  'cache-password',
  'database-admin-password',
  'database-app-password',
  'database-migrate-password',
  'database-read-only-password',
  'sealing-key',
];

describeChart.each(ENVIRONMENTS)('every pod of %s', environment => {
  const manifests = () => render(environment);
  const all = () => workloads(manifests());
  const containers = () => all().flatMap(containersOf);

  it('passes helm lint --strict', () =>
    expect(runHelm('lint', '--strict', CHART, '--values', valuesOf(environment))).toContain('0 chart(s) failed'));

  it('may run where Pod Security is restricted', () => {
    for (const { name, pod } of all()) {
      expect(pod.securityContext, name).toMatchObject({
        runAsNonRoot: true,
        seccompProfile: { type: 'RuntimeDefault' },
      });
      expect(pod.securityContext.runAsUser, name).toBeGreaterThan(0);
      expect(pod, name).not.toHaveProperty('hostNetwork');
      expect(pod, name).not.toHaveProperty('hostPID');
      for (const volume of pod.volumes) expect(volume, name).not.toHaveProperty('hostPath');
    }
    for (const { name, securityContext, ports = [] } of containers()) {
      expect(securityContext, name).toStrictEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      for (const port of ports) expect(port, name).not.toHaveProperty('hostPort');
    }
  });

  it('has a ServiceAccount of its own, without a token', () => {
    for (const { name, pod } of all()) {
      expect(pod.automountServiceAccountToken, name).toBe(false);
      expect(find(manifests(), 'ServiceAccount', pod.serviceAccountName), name).toMatchObject({
        automountServiceAccountToken: false,
      });
    }
  });

  it('writes to memory at /tmp, the root being read-only', () => {
    for (const { name, volumeMounts = [] } of containers()) {
      expect(
        volumeMounts.map(mount => mount.mountPath),
        name,
      ).toContain('/tmp');
    }
    for (const { name, pod } of all()) {
      expect(pod.volumes, name).toContainEqual({ name: 'tmp', emptyDir: { sizeLimit: expect.any(String) } });
    }
  });

  it('asks for and is limited to amounts of processor and memory', () => {
    const amounts = { cpu: expect.any(String), memory: expect.any(String) };
    for (const { name, resources } of containers())
      expect(resources, name).toStrictEqual({ requests: amounts, limits: amounts });
  });

  it('names its images by digest', () => {
    for (const { name, image } of containers()) expect(image, name).toMatch(DIGEST);
  });

  it('has three probes, unless it is a Job', () => {
    for (const { name, manifest, pod } of all()) {
      if (manifest.kind === 'Job') continue;
      for (const container of pod.containers) {
        for (const probe of ['startupProbe', 'livenessProbe', 'readinessProbe'] as const) {
          expect(container[probe], `${name} ${probe}`).toBeDefined();
        }
      }
    }
  });

  it('mounts only volumes it has', () => {
    for (const workload of all()) {
      const claims = workload.manifest.spec.volumeClaimTemplates ?? [];
      const known = [
        ...workload.pod.volumes.map(volume => volume.name),
        ...claims.map((claim: { metadata: { name: string } }) => claim.metadata.name),
      ];
      for (const { volumeMounts = [] } of containersOf(workload)) {
        for (const { name } of volumeMounts) expect(known, workload.name).toContain(name);
      }
    }
  });

  it('is described in the catalog and found by its labels', () => {
    for (const { name, manifest, labels } of all()) {
      expect(labels, name).toMatchObject({
        'app.kubernetes.io/name': expect.any(String),
        'app.kubernetes.io/instance': 'payments',
        'app.kubernetes.io/part-of': 'payments',
        'backstage.io/kubernetes-id': expect.stringMatching(
          /^(payments-(api|db|cache)|checkout-web|settlement-worker|(acquirer|merchant)-simulator)$/,
        ),
      });
      expect(labels, name).toMatchObject(manifest.spec.selector?.matchLabels ?? {});
    }
  });

  it('gets secrets from the Secret of the environment, and no manifest holds one', () => {
    expect(ofKind(manifests(), 'Secret')).toStrictEqual([]);
    const variables = containers().flatMap(({ env = [] }) => env);
    const references = variables.flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? []);
    expect(new Set(references.map(({ name }) => name))).toStrictEqual(new Set(['payments']));
    for (const { key } of references) expect(SECRET_KEYS).toContain(key);
    for (const { name, value } of variables.filter(variable => /PASSWORD$|PEPPER$|_KEY$|AUTH$/.test(variable.name))) {
      expect(value, name).toBeUndefined();
    }
    for (const { name, value } of variables) expect(value ?? '', name).not.toMatch(/:\/\/[^/@$]*:[^$@][^@]*@/);
  });

  it('uses a variable in another only after it was set', () => {
    for (const { name, env = [] } of containers()) {
      const set = new Set<string>();
      for (const variable of env) {
        for (const [, used = ''] of (variable.value ?? '').matchAll(/\$\((\w+)\)/g)) expect(set, name).toContain(used);
        set.add(variable.name);
      }
    }
  });
});
