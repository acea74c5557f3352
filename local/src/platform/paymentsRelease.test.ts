import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { releaseApplication, releaseFile } from './paymentsRelease.ts';

const NAMES = [
  'payments/payments-api',
  'payments/checkout-web',
  'payments/settlement-worker',
  'payments/acquirer-simulator',
  'payments/merchant-simulator',
  'postgres',
  'redis',
];
const images = NAMES.map(name => ({ name, digest: `sha256:${name}` }));
const release = { commit: 'c0ffee', images, gatewayPort: 8088 };

describe('a release of the payments', () => {
  const { metadata, spec } = parse(releaseApplication('staging', release));
  const [chart, environment] = spec.sources;

  it('runs the chart of its own commit in its own namespace', () => {
    assert.equal(releaseFile('staging').split('/')[1], 'staging');
    assert.equal(metadata.name, 'payments-staging');
    assert.equal(spec.project, 'payments');
    assert.equal(spec.destination.namespace, 'payments-staging');
    assert.equal(chart.targetRevision, 'c0ffee');
  });

  it('names every image of the chart by digest', () =>
    assert.deepEqual(chart.helm.valuesObject.images, {
      paymentsApi: { digest: 'sha256:payments/payments-api' },
      checkoutWeb: { digest: 'sha256:payments/checkout-web' },
      settlementWorker: { digest: 'sha256:payments/settlement-worker' },
      acquirerSimulator: { digest: 'sha256:payments/acquirer-simulator' },
      merchantSimulator: { digest: 'sha256:payments/merchant-simulator' },
      postgres: { digest: 'sha256:postgres' },
      redis: { digest: 'sha256:redis' },
    }));

  it('takes the values of its environment from the GitOps repository', () => {
    assert.deepEqual(chart.helm.valueFiles, [
      `$${environment.ref}/environments/staging/payments/values.yaml`,
    ]);
    assert.match(environment.repoURL, /gitops\.git$/);
  });

  it('says where browsers reach it', () =>
    assert.equal(
      parse(releaseApplication('production', release)).spec.sources[0].helm
        .valuesObject.route.publicUrl,
      'http://pay.localhost:8088',
    ));

  it('is refused when an image is missing', () =>
    assert.throws(
      () =>
        releaseApplication('staging', { ...release, images: images.slice(1) }),
      /no image "payments\/payments-api"/,
    ));
});
