import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  apply,
  deleteNamespace,
  namespaceObject,
  read,
  until,
  untilRolledOut,
} from './liveCluster.ts';
import { boxDeployment, pushTestBox } from './testBox.ts';

const NAMESPACE = 'live-autoscaling';

describe('autoscaling on the running cluster', () => {
  before(async () => {
    const image = await pushTestBox();
    await deleteNamespace(NAMESPACE);
    await apply([
      namespaceObject(NAMESPACE),
      boxDeployment({
        namespace: NAMESPACE,
        name: 'busy',
        image,
        command: 'while :; do :; done',
        container: {
          resources: {
            requests: { cpu: '50m', memory: '8Mi' },
            limits: { cpu: '150m', memory: '32Mi' },
          },
        },
      }),
      {
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { namespace: NAMESPACE, name: 'busy' },
        spec: {
          scaleTargetRef: {
            apiVersion: 'apps/v1',
            kind: 'Deployment',
            name: 'busy',
          },
          minReplicas: 1,
          maxReplicas: 2,
          metrics: [
            {
              type: 'Resource',
              resource: {
                name: 'cpu',
                target: { type: 'Utilization', averageUtilization: 50 },
              },
            },
          ],
        },
      },
    ]);
    await untilRolledOut(NAMESPACE, 'busy');
  });
  after(() => deleteNamespace(NAMESPACE));

  it('adds a pod when the first one takes more processor time than wanted', async () => {
    const status = await until(
      'a second pod',
      async () => {
        const { status: found } = await read('hpa', NAMESPACE, 'busy');
        return found.desiredReplicas === 2 ? found : undefined;
      },
      180_000,
    );
    const { averageUtilization } = status.currentMetrics[0].resource.current;
    assert.ok(averageUtilization > 50, `measured ${averageUtilization} %`);
    await untilRolledOut(NAMESPACE, 'busy');
  });
});
