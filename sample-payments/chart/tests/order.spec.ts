import { expect, it } from 'vitest';
import { describeChart, ENVIRONMENTS, find, render, renderAnew, type Manifest } from './chart.fixture.ts';

const waveOf = (manifest: Manifest) => Number(manifest.metadata.annotations['argocd.argoproj.io/sync-wave']);

const WAVES: Record<string, number[]> = {
  ServiceAccount: [-3],
  NetworkPolicy: [-3],
  ConfigMap: [-3],
  AnalysisTemplate: [-3],
  StatefulSet: [-2],
  Job: [-1, 0],
  Rollout: [0],
  Deployment: [0],
};

describeChart.each(ENVIRONMENTS)('the order of %s', environment => {
  it('is foundations, data stores, migration, workloads', () => {
    for (const manifest of render(environment)) {
      const expected = WAVES[manifest.kind] ?? [-2, 0];
      expect(expected, `${manifest.kind} ${manifest.metadata.name}`).toContain(waveOf(manifest));
    }
  });

  it('runs the migration anew in every sync, between data stores and workloads', () => {
    const job = find(render(environment), 'Job', 'database-migrate');
    expect(waveOf(job)).toBe(-1);
    // Not PreSync: that would wait for a database which is part of the sync.
    expect(job.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/hook': 'Sync',
      'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation',
    });
  });

  it('has one object of each name, and names no namespace', () => {
    const names = render(environment).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const { metadata } of render(environment)) expect(metadata).not.toHaveProperty('namespace');
  });

  it('is rendered the same each time', () => expect(renderAnew(environment)).toStrictEqual(render(environment)));
});

describeChart('what others rely on', () => {
  it('keeps its names', () => {
    const names = render('production').map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(names.sort()).toStrictEqual([
      'AnalysisTemplate/error-ratio',
      'AnalysisTemplate/error-ratio-over-stable',
      'AnalysisTemplate/latency',
      'AnalysisTemplate/latency-over-stable',
      'AnalysisTemplate/ledger-imbalance',
      'AnalysisTemplate/unknown-payments',
      'ConfigMap/payments-db',
      'Deployment/acquirer-simulator',
      'Deployment/settlement-worker',
      'HorizontalPodAutoscaler/payments-api',
      'IngressRoute/payments',
      'Job/database-migrate',
      'NetworkPolicy/acquirer-simulator',
      'NetworkPolicy/checkout-web',
      'NetworkPolicy/database-jobs',
      'NetworkPolicy/payments-api',
      'NetworkPolicy/payments-cache',
      'NetworkPolicy/payments-db',
      'NetworkPolicy/payments-default-deny',
      'NetworkPolicy/settlement-worker',
      'PersistentVolumeClaim/acquirer-simulator',
      'PodDisruptionBudget/checkout-web',
      'PodDisruptionBudget/payments-api',
      'PodDisruptionBudget/settlement-worker',
      'Rollout/checkout-web',
      'Rollout/payments-api',
      'Service/acquirer-simulator',
      'Service/checkout-web-canary',
      'Service/checkout-web-stable',
      'Service/payments-api-canary',
      'Service/payments-api-stable',
      'Service/payments-cache',
      'Service/payments-db',
      'ServiceAccount/acquirer-simulator',
      'ServiceAccount/checkout-web',
      'ServiceAccount/database-jobs',
      'ServiceAccount/payments-api',
      'ServiceAccount/payments-cache',
      'ServiceAccount/payments-db',
      'ServiceAccount/settlement-worker',
      'StatefulSet/payments-cache',
      'StatefulSet/payments-db',
      'TraefikService/checkout-web',
      'TraefikService/payments-api',
    ]);
  });

  it('keeps a pod template as it is when only another image changes, so that a rollback is recognised', () => {
    const digest = `sha256:${'0'.repeat(64)}`;
    const template = (settings: Record<string, unknown>) =>
      find(render('production', settings), 'Rollout', 'checkout-web').spec.template;
    expect(template({ 'images.paymentsApi.digest': digest })).toStrictEqual(template({}));
    expect(template({ 'images.checkoutWeb.digest': digest })).not.toStrictEqual(template({}));
  });
});
