import { expect, it } from 'vitest';
import { describeChart, environmentOf, find, namesOf, ofKind, render, workload } from './chart.fixture.ts';

const stepsOf = (profile: string) =>
  find(render('staging', { 'progress.profile': profile }), 'Rollout', 'payments-api').spec.strategy.canary.steps;

describeChart('the progress of a release', () => {
  it.each(['payments-api', 'checkout-web'])('of %s follows the weights of its TraefikService', name => {
    const manifests = render('staging');
    expect(find(manifests, 'Rollout', name).spec.strategy.canary).toMatchObject({
      stableService: `${name}-stable`,
      canaryService: `${name}-canary`,
      maxUnavailable: 0,
      trafficRouting: { traefik: { weightedTraefikServiceName: name } },
    });
    expect(find(manifests, 'TraefikService', name).spec.weighted.services).toStrictEqual([
      { name: `${name}-stable`, port: 'http', weight: 100 },
      { name: `${name}-canary`, port: 'http', weight: 0 },
    ]);
    expect(namesOf(manifests, 'Service')).toEqual(expect.arrayContaining([`${name}-stable`, `${name}-canary`]));
  });

  it('is immediate with the profile none', () => expect(stepsOf('none')).toBeUndefined());

  it('goes by itself with the profile staging', () => {
    expect(stepsOf('staging')).toStrictEqual([{ setWeight: 50 }, { pause: { duration: '45s' } }]);
    expect(stepsOf('staging')).not.toContainEqual({ pause: {} });
  });

  it('takes 10, 25 and 50 % with the profile production, and waits for a person at 25 %', () =>
    expect(stepsOf('production')).toStrictEqual([
      { setWeight: 10 },
      { pause: { duration: '2m' } },
      { setWeight: 25 },
      { pause: {} },
      { setWeight: 50 },
      { pause: { duration: '2m' } },
    ]));

  it('of the pages can be all at once, judged after the switch, with the way back kept open', () => {
    const manifests = render('production', { 'progress.web': 'blueGreen' });
    expect(find(manifests, 'Rollout', 'checkout-web').spec.strategy).toStrictEqual({
      blueGreen: {
        activeService: 'checkout-web-stable',
        previewService: 'checkout-web-canary',
        autoPromotionEnabled: false,
        scaleDownDelaySeconds: 600,
        postPromotionAnalysis: {
          templates: [{ templateName: 'error-ratio' }, { templateName: 'latency' }],
          args: [
            { name: 'service', value: 'checkout-web-stable' },
            { name: 'count', value: '3' },
          ],
        },
      },
    });
    expect(find(manifests, 'Rollout', 'payments-api').spec.strategy).toHaveProperty('canary');
    const staging = find(render('staging', { 'progress.web': 'blueGreen' }), 'Rollout', 'checkout-web').spec.strategy;
    expect(staging.blueGreen).toMatchObject({ autoPromotionEnabled: true });
    expect(staging.blueGreen).not.toHaveProperty('postPromotionAnalysis');
  });

  it('takes its template from the Rollout itself', () =>
    expect(find(render('production'), 'Rollout', 'payments-api').spec).not.toHaveProperty('workloadRef'));
});

const SHARED = ['error-ratio', 'latency', 'error-ratio-over-stable', 'latency-over-stable'];

describeChart('analysis', () => {
  it('is absent unless asked for', () => {
    expect(namesOf(render('staging'), 'AnalysisTemplate')).toStrictEqual([]);
    expect(find(render('staging'), 'Rollout', 'payments-api').spec.strategy.canary).not.toHaveProperty('analysis');
  });

  it('judges the API by errors, latency, ledger and unknown payments, and the pages by the first two, each also against stable', () => {
    const manifests = render('production');
    const templatesOf = (name: string) =>
      find(manifests, 'Rollout', name).spec.strategy.canary.analysis.templates.map(
        (template: { templateName: string }) => template.templateName,
      );
    expect(templatesOf('payments-api')).toStrictEqual([...SHARED, 'ledger-imbalance', 'unknown-payments']);
    expect(templatesOf('checkout-web')).toStrictEqual(SHARED);
    expect(namesOf(manifests, 'AnalysisTemplate')).toEqual(expect.arrayContaining(templatesOf('payments-api')));
  });

  it('is not referred to by a release without steps', () =>
    expect(
      find(render('production', { 'progress.profile': 'none' }), 'Rollout', 'payments-api').spec.strategy.canary,
    ).not.toHaveProperty('analysis'));

  it('measures the canary, and compares it with stable', () => {
    const manifests = render('production');
    expect(find(manifests, 'Rollout', 'payments-api').spec.strategy.canary.analysis.args).toStrictEqual([
      { name: 'service', value: 'payments-api-canary' },
      { name: 'stable', value: 'payments-api-stable' },
    ]);
    const [metric] = find(manifests, 'AnalysisTemplate', 'error-ratio').spec.metrics;
    expect(metric.provider.prometheus.query).toContain(
      'service=~"payments-test-{{args.service}}-(http|80)@kubernetescrd"',
    );
  });

  it.each(SHARED)('%s says nothing about a version with too few requests', name => {
    const manifests = render('production', { 'progress.analysis.minimumRequests': 35 });
    for (const metric of find(manifests, 'AnalysisTemplate', name).spec.metrics)
      expect(metric.provider.prometheus.query).toMatch(/and on \(\) \(sum\(increase\(.*\[1m\]\)\) >= 35\)\n$/);
  });

  it.each([...SHARED, 'ledger-imbalance', 'unknown-payments'])('%s is neither good nor bad without data', name => {
    for (const metric of find(render('production'), 'AnalysisTemplate', name).spec.metrics) {
      for (const condition of [metric.successCondition, metric.failureCondition]) {
        expect(condition).toMatch(/^len\(result\) > 0 && !isNaN\(result\[0\]\) && result\[0\] (<=|>|==|!=) [0-9.]+$/);
      }
      expect(metric.successCondition).not.toBe(metric.failureCondition);
      expect(metric.count).toBe('{{args.count}}');
    }
  });
});

describeChart('scaling', () => {
  it('of the API is by processor, and then the Rollout names no number', () => {
    const manifests = render('production');
    expect(find(manifests, 'HorizontalPodAutoscaler', 'payments-api').spec).toMatchObject({
      scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: 'payments-api' },
      minReplicas: 2,
      maxReplicas: 4,
    });
    expect(find(manifests, 'Rollout', 'payments-api').spec).not.toHaveProperty('replicas');
  });

  it('of the API is off by default', () => {
    expect(namesOf(render('staging'), 'HorizontalPodAutoscaler')).toStrictEqual([]);
    expect(find(render('staging'), 'Rollout', 'payments-api').spec.replicas).toBe(2);
  });

  it('of the worker is by due work in Postgres, and then the Deployment names no number', () => {
    const manifests = render('aks');
    const { spec } = find(manifests, 'ScaledObject', 'settlement-worker');
    expect(spec).toMatchObject({ minReplicaCount: 2, maxReplicaCount: 8 });
    expect(spec.triggers[0]).toMatchObject({ type: 'postgresql', metadata: { userName: 'payments_read_only' } });
    expect(spec.triggers[0].metadata.query).toContain('outbox_events');
    expect(find(manifests, 'TriggerAuthentication', 'settlement-worker').spec.secretTargetRef[0].key).toBe(
      'database-read-only-password',
    );
    expect(find(manifests, 'Deployment', 'settlement-worker').spec).not.toHaveProperty('replicas');
  });

  it('of the worker is off by default', () => {
    expect(namesOf(render('staging'), 'ScaledObject')).toStrictEqual([]);
    expect(namesOf(render('staging'), 'TriggerAuthentication')).toStrictEqual([]);
    expect(find(render('staging'), 'Deployment', 'settlement-worker').spec.replicas).toBe(1);
  });

  it.each(['payments-api', 'checkout-web', 'settlement-worker'])(
    'and draining nodes take one pod of %s at a time',
    name => expect(find(render('production'), 'PodDisruptionBudget', name).spec).toMatchObject({ maxUnavailable: 1 }),
  );

  it.each([
    ['Rollout', 'payments-api'],
    ['Rollout', 'checkout-web'],
    ['Deployment', 'settlement-worker'],
  ])('spreads the pods of %s %s over zones and nodes, and never refuses to start one', (kind, name) =>
    expect(workload(render('production'), kind, name).pod.topologySpreadConstraints).toMatchObject([
      { topologyKey: 'topology.kubernetes.io/zone', whenUnsatisfiable: 'ScheduleAnyway' },
      { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    ]),
  );
});

describeChart('draining', () => {
  it.each([
    ['Rollout', 'payments-api', 'api'],
    ['Rollout', 'checkout-web', 'web'],
    ['Deployment', 'settlement-worker', 'worker'],
  ])('of %s %s ends before its grace period, whatever is set', (kind, name, key) => {
    const drained = workload(
      render('staging', { [`${key}.drainSeconds`]: 40, [`${key}.finishSeconds`]: 50 }),
      kind,
      name,
    );
    expect(environmentOf(drained).DRAIN_MS).toBe('40000');
    expect(drained.pod.terminationGracePeriodSeconds).toBe(95);
  });
});

describeChart('data stores', () => {
  it('are embedded by default', () =>
    expect(namesOf(render('staging'), 'StatefulSet').sort()).toStrictEqual(['payments-cache', 'payments-db']));

  it('are elsewhere on AKS, reached by TLS that is verified', () => {
    const manifests = render('aks');
    expect(namesOf(manifests, 'StatefulSet')).toStrictEqual([]);
    const environment = environmentOf(workload(manifests, 'Rollout', 'payments-api'));
    expect(environment.DATABASE_URL).toBe(
      'postgresql://payments_app:$(DATABASE_PASSWORD)@payments.postgres.database.azure.com:5432/payments?sslmode=verify-full',
    );
    expect(environment.REDIS_URL).toBe('rediss://:$(CACHE_PASSWORD)@payments.redis.cache.windows.net:6380');
    const roles = workload(manifests, 'Job', 'database-migrate').pod.initContainers?.[0];
    expect(roles?.env).toContainEqual({ name: 'PGSSLMODE', value: 'verify-full' });
  });

  it('keep a volume, or a folder as long as their pod', () => {
    const claims = (enabled: boolean) =>
      find(render('staging', { 'database.embedded.persistence.enabled': enabled }), 'StatefulSet', 'payments-db').spec
        .volumeClaimTemplates;
    expect(claims(true)).toHaveLength(1);
    expect(claims(false)).toBeUndefined();
  });

  it('keep the volume of a database when it is deleted, except in a preview', () => {
    const policy = (environment: 'production' | 'preview') =>
      find(render(environment), 'StatefulSet', 'payments-db').spec.persistentVolumeClaimRetentionPolicy.whenDeleted;
    expect(policy('production')).toBe('Retain');
    expect(policy('preview')).toBe('Delete');
  });

  it('keep a cache on disk by its log', () => {
    const cache = workload(
      render('staging', { 'cache.embedded.persistence.enabled': true }),
      'StatefulSet',
      'payments-cache',
    );
    expect(cache.pod.containers[0]?.args?.join(' ')).toContain('--appendonly yes');
    expect(cache.manifest.spec.volumeClaimTemplates).toHaveLength(1);
  });

  it('never drop jobs from a full cache', () =>
    expect(workload(render('staging'), 'StatefulSet', 'payments-cache').pod.containers[0]?.args?.join(' ')).toContain(
      '--maxmemory-policy noeviction',
    ));

  it('use the storage class that is named', () =>
    expect(
      find(render('staging', { 'database.embedded.persistence.storageClass': 'fast' }), 'StatefulSet', 'payments-db')
        .spec.volumeClaimTemplates[0].spec.storageClassName,
    ).toBe('fast'));

  it('are told apart by role: owner for migrations, app for services', () => {
    const manifests = render('staging');
    expect(environmentOf(workload(manifests, 'Job', 'database-migrate')).DATABASE_MIGRATE_URL).toContain(
      'payments_migrate:',
    );
    expect(environmentOf(workload(manifests, 'Deployment', 'settlement-worker')).DATABASE_URL).toContain(
      'payments_app:',
    );
  });
});

describeChart('the acquirer', () => {
  it('is the simulator where it is on, with the page for customers and nothing else reachable', () => {
    const manifests = render('staging');
    expect(environmentOf(workload(manifests, 'Rollout', 'payments-api')).ACQUIRER_URL).toBe(
      'http://acquirer-simulator:8090',
    );
    const [, simulator] = find(manifests, 'IngressRoute', 'payments').spec.routes;
    expect(simulator).toMatchObject({ match: 'Host(`staging.pay.localhost`) && PathPrefix(`/actions/`)' });
  });

  it('is the real one otherwise, and nothing of the simulator is left', () => {
    const manifests = render('aks');
    expect(environmentOf(workload(manifests, 'Deployment', 'settlement-worker')).ACQUIRER_URL).toBe(
      'https://acquirer.example.com',
    );
    expect(JSON.stringify(manifests)).not.toContain('acquirer-simulator');
  });

  it('keeps its journal on a volume, or in a folder', () => {
    expect(namesOf(render('staging'), 'PersistentVolumeClaim')).toStrictEqual(['acquirer-simulator']);
    expect(namesOf(render('preview'), 'PersistentVolumeClaim')).toStrictEqual([]);
  });
});

describeChart('synthetic traffic', () => {
  const on = { 'syntheticTraffic.enabled': true, 'images.syntheticTraffic.digest': `sha256:${'a'.repeat(64)}` };

  it('is off unless asked for, and may be on in production', () => {
    expect(namesOf(render('staging'), 'Deployment')).not.toContain('synthetic-traffic');
    expect(namesOf(render('production', on), 'Deployment')).toContain('synthetic-traffic');
  });

  it('goes through the gateway to the host of its environment, for the merchants that were opened for it', () => {
    const merchants = { 'syntheticTraffic.merchants': ['Tidewater Tea', 'Low Tide'] };
    const traffic = workload(render('production', { ...on, ...merchants }), 'Deployment', 'synthetic-traffic');
    expect(environmentOf(traffic)).toMatchObject({
      SYNTHETIC_MERCHANTS: 'Tidewater Tea,Low Tide',
      TARGET_URL: 'http://traefik.traefik.svc',
      TARGET_HOST: 'pay.localhost',
    });
    expect(traffic.pod.initContainers?.[0]?.env).toContainEqual({
      name: 'SYNTHETIC_MERCHANTS',
      value: 'Tidewater Tea,Low Tide',
    });
    expect(environmentOf(traffic)).not.toHaveProperty('API_KEY_PEPPER');
  });
});

describeChart('seeded charges', () => {
  it('are told to the bank where it is simulated', () => {
    const seed = workload(render('preview'), 'Job', 'database-seed');
    expect(environmentOf(seed)).toHaveProperty('SEED_ACQUIRER_URL', 'http://acquirer-simulator:8090');
  });
});

describeChart('the merchant', () => {
  const variableOf = (environment: 'staging' | 'preview' | 'production', kind: string, name: string, key: string) =>
    environmentOf(workload(render(environment), kind, name))[key];
  const senders = [
    ['Deployment', 'settlement-worker'],
    ['Rollout', 'payments-api'],
  ] as const;

  it.each(senders)('may be reached by %s %s where it is simulated, and by that name and port alone', (kind, name) => {
    expect(variableOf('staging', kind, name, 'WEBHOOK_ALLOWED_HOSTS')).toBe('merchant-simulator:8091');
    expect(variableOf('production', kind, name, 'WEBHOOK_ALLOWED_HOSTS')).toBeUndefined();
  });

  it('listens where it may be reached', () => {
    const { spec } = find(render('staging'), 'Service', 'merchant-simulator');
    expect(spec.ports).toStrictEqual([{ name: 'http', port: 8091, targetPort: 'http' }]);
    const merchant = workload(render('staging'), 'Deployment', 'merchant-simulator');
    expect(merchant.manifest.spec.replicas).toBe(1);
    expect(merchant.pod.containers[0]?.ports).toStrictEqual([{ name: 'http', containerPort: 8091 }]);
    expect(environmentOf(merchant)).toStrictEqual({ PORT: '8091', BASE_PATH: '/merchant' });
  });

  it('shows visitors what it received, and lets them change nothing', () => {
    const { routes } = find(render('staging'), 'IngressRoute', 'payments').spec;
    const toMerchant = routes.filter(({ services }: { services: { name: string }[] }) =>
      services.some(({ name }) => name === 'merchant-simulator'),
    );
    expect(toMerchant).toStrictEqual([
      {
        kind: 'Rule',
        match: 'Host(`staging.pay.localhost`) && PathPrefix(`/merchant/`) && (Method(`GET`) || Method(`HEAD`))',
        services: [{ name: 'merchant-simulator', port: 'http' }],
      },
    ]);
  });

  it('gets the events of seeded merchants, where both are on', () => {
    expect(variableOf('preview', 'Job', 'database-seed', 'SEED_WEBHOOK_URL')).toBe(
      'http://merchant-simulator:8091/hooks',
    );
    const without = render('preview', { 'merchantSimulator.enabled': false });
    expect(environmentOf(workload(without, 'Job', 'database-seed'))).not.toHaveProperty('SEED_WEBHOOK_URL');
  });

  it.each(['production', 'aks'] as const)('is not simulated in %s, and needs no image there', environment =>
    expect(JSON.stringify(render(environment))).not.toContain('merchant-simulator'),
  );
});

describeChart('routes', () => {
  it('lead /v1 to the API and the rest of the host to the pages', () => {
    const { routes } = find(render('aks'), 'IngressRoute', 'payments').spec;
    expect(routes).toMatchObject([
      {
        match: 'Host(`pay.example.com`) && (Path(`/v1`) || PathPrefix(`/v1/`))',
        services: [{ kind: 'TraefikService', name: 'payments-api' }],
      },
      { match: 'Host(`pay.example.com`)', services: [{ kind: 'TraefikService', name: 'checkout-web' }] },
    ]);
  });

  it.each([
    [{}, undefined],
    [{ 'route.tls.enabled': true }, {}],
    [{ 'route.tls.enabled': true, 'route.tls.secretName': 'certificate' }, { secretName: 'certificate' }],
  ])('with %j have as TLS %j', (settings, tls) =>
    expect(find(render('staging', settings), 'IngressRoute', 'payments').spec.tls).toStrictEqual(tls),
  );
});

describeChart('a preview', () => {
  it('is seeded, small and says when it ends', () => {
    const manifests = render('preview');
    expect(environmentOf(workload(manifests, 'Job', 'database-seed'))).toMatchObject({
      SEED: 'payday',
      SEED_PAYMENTS: '5000',
    });
    expect(find(manifests, 'Rollout', 'payments-api').spec.replicas).toBe(1);
    for (const { metadata } of manifests) {
      expect(metadata.annotations['payday.internal/expires-at']).toBe('2026-12-01T12:00:00Z');
      expect(metadata.labels['payday.internal/environment']).toBe('preview');
    }
  });

  it('is the only one that is seeded', () =>
    expect(namesOf(render('production'), 'Job')).toStrictEqual(['database-migrate']));
});

describeChart('metrics', () => {
  const SCRAPED = { 'prometheus.io/scrape': 'true', 'prometheus.io/port': '9464' };

  it('are asked for by annotation of the pods', () => {
    const manifests = render('staging');
    expect(workload(manifests, 'Rollout', 'payments-api').annotations).toStrictEqual(SCRAPED);
    expect(workload(manifests, 'Deployment', 'settlement-worker').annotations).toStrictEqual(SCRAPED);
    expect(ofKind(manifests, 'ServiceMonitor')).toStrictEqual([]);
  });

  it('or by a ServiceMonitor, never by both', () => {
    const manifests = render('aks');
    const monitor = find(manifests, 'ServiceMonitor', 'payments');
    expect(find(manifests, 'Service', 'payments-metrics').metadata.labels).toMatchObject(
      monitor.spec.selector.matchLabels,
    );
    expect(workload(manifests, 'Rollout', 'payments-api').annotations).toStrictEqual({});
  });
});
