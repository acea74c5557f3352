import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  apply,
  deleteNamespace,
  mustKubectl,
  namespaceObject,
  read,
  routeObject,
  throughGateway,
  until,
} from './liveCluster.ts';
import {
  answering,
  boxPod,
  boxService,
  pushTestBox,
  temporaryVolume,
} from './testBox.ts';

const NAMESPACE = 'live-canary';
const HOST = 'live-canary.localhost';
const REQUESTS = 100;

describe('a canary on the running cluster', () => {
  let image: string;

  const rollout = (version: string) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata: { namespace: NAMESPACE, name: 'pay' },
    spec: {
      replicas: 2,
      selector: { matchLabels: { app: 'pay' } },
      template: {
        metadata: { labels: { app: 'pay' } },
        spec: boxPod({
          image,
          command: answering(version),
          ...temporaryVolume,
          container: {
            ...temporaryVolume.container,
            readinessProbe: {
              httpGet: { path: '/', port: 8080 },
              periodSeconds: 1,
            },
          },
        }),
      },
      strategy: {
        canary: {
          stableService: 'pay-stable',
          canaryService: 'pay-canary',
          abortScaleDownDelaySeconds: 5,
          trafficRouting: { traefik: { weightedTraefikServiceName: 'pay' } },
          steps: [
            { setWeight: 20 },
            { analysis: { templates: [{ templateName: 'gateway-is-up' }] } },
            { setWeight: 50 },
            { pause: {} },
          ],
        },
      },
    },
  });

  /** Share of the canary in the gateway's weights, in percent, as the controller set it. */
  const weight = async (): Promise<number | undefined> => {
    const { spec } = await read('traefikservice', NAMESPACE, 'pay');
    return spec.weighted.services.find(
      ({ name }: { name: string }) => name === 'pay-canary',
    ).weight;
  };
  const phase = async (): Promise<string> =>
    (await read('rollout', NAMESPACE, 'pay')).status?.phase;
  const answers = async (count: number): Promise<Record<string, number>> => {
    const seen: Record<string, number> = {};
    for (let index = 0; index < count; index += 1) {
      const text = (await throughGateway(HOST)) ?? 'none';
      seen[text] = (seen[text] ?? 0) + 1;
    }
    return seen;
  };

  before(async () => {
    image = await pushTestBox();
    await deleteNamespace(NAMESPACE);
    await apply([
      namespaceObject(NAMESPACE),
      boxService(NAMESPACE, 'pay-stable', 'pay'),
      boxService(NAMESPACE, 'pay-canary', 'pay'),
      {
        apiVersion: 'traefik.io/v1alpha1',
        kind: 'TraefikService',
        metadata: { namespace: NAMESPACE, name: 'pay' },
        spec: {
          weighted: {
            services: [
              { name: 'pay-stable', port: 80, weight: 100 },
              { name: 'pay-canary', port: 80, weight: 0 },
            ],
          },
        },
      },
      routeObject(NAMESPACE, HOST, { name: 'pay', kind: 'TraefikService' }),
      {
        apiVersion: 'argoproj.io/v1alpha1',
        kind: 'AnalysisTemplate',
        metadata: { namespace: NAMESPACE, name: 'gateway-is-up' },
        spec: {
          metrics: [
            {
              name: 'targets-up',
              interval: '2s',
              count: 2,
              successCondition: 'result[0] >= 1',
              failureLimit: 1,
              provider: {
                prometheus: {
                  address: 'http://prometheus.monitoring.svc:9090',
                  query: 'count(up{job="traefik"} == 1)',
                },
              },
            },
          ],
        },
      },
      rollout('one'),
    ]);
    await until('the first version is healthy', async () =>
      (await phase()) === 'Healthy' ? true : undefined,
    );
  });
  after(() => deleteNamespace(NAMESPACE));

  it('passes its analysis and then takes half of the requests', async test => {
    await apply([rollout('two')]);
    await until(
      'the pause after the analysis',
      async () =>
        (await phase()) === 'Paused' && (await weight()) === 50
          ? true
          : undefined,
      120_000,
    );
    const runs = JSON.parse(
      await mustKubectl([
        'get',
        'analysisruns',
        `--namespace=${NAMESPACE}`,
        '--output=json',
      ]),
    ).items;
    assert.deepEqual(
      runs.map(({ status }: { status: { phase: string } }) => status.phase),
      ['Successful'],
    );
    const seen = await answers(REQUESTS);
    test.diagnostic(`answers at 50 %: ${JSON.stringify(seen)}`);
    assert.ok(seen.one >= 30 && seen.two >= 30, JSON.stringify(seen));
    assert.equal(seen.one + seen.two, REQUESTS);
  });

  it('gets no request any more once it is aborted', async test => {
    const abortedAt = performance.now();
    await mustKubectl([
      'patch',
      'rollout',
      'pay',
      `--namespace=${NAMESPACE}`,
      '--subresource=status',
      '--type=merge',
      '--patch={"status":{"abort":true}}',
    ]);
    await until('all weight is on the stable version', async () =>
      (await weight()) === 0 ? true : undefined,
    );
    test.diagnostic(
      `abort to weights 100/0: ${Math.round(performance.now() - abortedAt)} ms`,
    );
    assert.equal(await phase(), 'Degraded');
    await until('the gateway follows', async () => {
      const seen = await answers(10);
      return seen.one === 10 ? true : undefined;
    });
    assert.deepEqual(await answers(REQUESTS / 2), { one: REQUESTS / 2 });
  });
});
