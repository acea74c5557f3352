import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { CHART, describeChart, refusal, runHelm } from './chart.fixture.ts';

const DIGEST = `sha256:${'0'.repeat(64)}`;

describeChart('values are refused', () => {
  it.each<[string, Record<string, unknown>, RegExp]>([
    ['a tag as digest', { 'images.paymentsApi.digest': 'latest' }, /digest/],
    ['a short digest', { 'images.paymentsApi.digest': 'sha256:abc' }, /digest/],
    ['a tag in the repository', { 'images.paymentsApi.repository': 'payments/payments-api:1.0.0' }, /repository/],
    ['a tag beside the digest', { 'images.paymentsApi.tag': '1.0.0' }, /tag/],
    ['an image without digest', { 'images.paymentsApi.digest': null }, /digest/],
    ['an unknown key', { replicas: 2 }, /replicas/],
    ['an unknown key further in', { 'api.replica': 2 }, /replica/],
    ['an unknown resource', { 'api.resources.limits.gpu': '1' }, /gpu/],
    ['no pods', { 'api.replicas': 0 }, /replicas/],
    ['half a pod', { 'worker.replicas': 0.5 }, /replicas/],
    ['a number as text', { 'api.replicas': '2' }, /replicas/],
    ['an unknown environment', { environment: 'test' }, /environment/],
    ['an unknown profile', { 'progress.profile': 'fast' }, /profile/],
    ['a share above 1', { 'progress.analysis.maximumErrorRatio': 5 }, /maximumErrorRatio/],
    ['a host with a port', { 'route.host': 'pay.localhost:8088' }, /host/],
    ['a host that ends the rule it stands in', { 'route.host': 'a`) || Host(`b' }, /host/],
    ['a public address with a path', { 'route.publicUrl': 'http://pay.localhost/' }, /publicUrl/],
    ['no entry point', { 'route.entryPoints': [] }, /entryPoints/],
    ['an unknown setting of the simulated merchant', { 'merchantSimulator.replicas': 2 }, /replicas/],
    ['no way to resolve names', { 'network.dns.blocks': [] }, /dns/],
    ['webhooks to private addresses', { 'network.webhooks.exceptBlocks': [] }, /exceptBlocks/],
    ['an address that is no block', { 'network.dns.blocks': ['10.243.0.1'] }, /blocks/],
    ['an external database without address', { 'database.embedded.enabled': false }, /database/],
    ['an external cache without address', { 'cache.embedded.enabled': false }, /cache/],
    ['no acquirer', { 'acquirer.simulator.enabled': false }, /acquirer/],
    ['less time to finish than a webhook may take', { 'worker.finishSeconds': 5 }, /finishSeconds/],
    [
      'pools larger than the database',
      { 'api.databasePoolSize': 50 },
      /max_connections is 100, but the pools may need 225/,
    ],
    ['traces without a collector', { 'telemetry.traces': 'otlp' }, /telemetry\.otlp\.endpoint/],
    ['traces as a boolean', { 'telemetry.traces': false }, /traces/],
    ['an end that is no moment', { expiresAt: 'tomorrow' }, /expiresAt/],
  ])('%s', (_, settings, message) => expect(refusal('staging', settings)).toMatch(message));

  it.each([
    ['demonstration data', { 'seed.enabled': true }],
    ['a simulated merchant', { 'merchantSimulator.enabled': true, 'images.merchantSimulator.digest': DIGEST }],
    ['an end', { expiresAt: '2026-12-01T12:00:00Z' }],
  ])('that give production %s', (_, settings) => expect(refusal('production', settings)).not.toBe(''));

  it('when a release names no images', () => {
    const real = ['--set', 'acquirer.url=https://a.example', '--set-json', 'acquirer.blocks=["203.0.113.0/24"]'];
    expect(() => runHelm('template', 'payments', CHART, ...real)).toThrow(
      /digest is not set: a release names its images by digest/,
    );
  });

  it('when it simulates a merchant, and names no image for that', () =>
    expect(refusal('aks', { environment: 'staging', 'merchantSimulator.enabled': true })).toMatch(
      /images\.merchantSimulator\.digest is not set/,
    ));

  it('and no others: the settings above are what is wrong', () => expect(refusal('staging', {})).toBe(''));
});

describeChart('the schema', () => {
  it('is closed at every level', () => {
    const open: string[] = [];
    const visit = (node: unknown, path: string): void => {
      if (typeof node !== 'object' || node === null) return;
      const schema = node as Record<string, unknown>;
      if (schema.type === 'object' && schema.additionalProperties !== false) open.push(path);
      for (const [key, value] of Object.entries(schema)) visit(value, `${path}/${key}`);
    };
    visit(JSON.parse(readFileSync(`${CHART}values.schema.json`, 'utf8')), '');
    // Names of server settings are Postgres' own, more than three hundred.
    expect(open).toStrictEqual(['/properties/database/properties/embedded/properties/settings']);
  });
});
