import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  apply,
  deleteNamespace,
  execIn,
  kubectl,
  mustKubectl,
  namespaceObject,
  read,
  resolveIn,
  routeObject,
  throughGateway,
  until,
  untilRolledOut,
} from './liveCluster.ts';
import {
  answering,
  boxDeployment,
  boxPod,
  boxService,
  pushTestBox,
  temporaryVolume,
} from './testBox.ts';

const NAMESPACE = 'live-pods';

describe('pods on the running cluster', () => {
  let image: string;

  before(async () => {
    image = await pushTestBox();
    await deleteNamespace(NAMESPACE);
    await apply([
      namespaceObject(NAMESPACE),
      boxDeployment({
        namespace: NAMESPACE,
        name: 'web',
        image,
        replicas: 2,
        command: `echo started; ${answering('hello')}`,
        ...temporaryVolume,
      }),
      boxService(NAMESPACE, 'web'),
      routeObject(NAMESPACE, 'live-pods.localhost', { name: 'web', port: 80 }),
    ]);
    await untilRolledOut(NAMESPACE, 'web');
  });
  after(() => deleteNamespace(NAMESPACE));

  it('run an image that was built here, pulled by its digest', async () => {
    const { items } = JSON.parse(
      await mustKubectl([
        'get',
        'pods',
        `--namespace=${NAMESPACE}`,
        '--output=json',
      ]),
    );
    for (const { status } of items)
      assert.equal(
        status.containerStatuses[0].imageID.split('@')[1],
        image.split('@')[1],
      );
  });

  it('answer through a Service, from a pod, by its DNS name', async () => {
    const address = await until('the name resolves', () =>
      resolveIn(
        NAMESPACE,
        'deployment/web',
        `web.${NAMESPACE}.svc.cluster.local`,
      ),
    );
    const { stdout } = await execIn(
      NAMESPACE,
      'deployment/web',
      `timeout 5 wget -qO- http://${address}/`,
    );
    assert.equal(stdout, 'hello');
  });

  it('answer from the host, through the gateway', async () => {
    const text = await until('the gateway routes', () =>
      throughGateway('live-pods.localhost'),
    );
    assert.equal(text, 'hello');
  });

  it('take commands, and their output can be read', async () => {
    const { stdout } = await execIn(
      NAMESPACE,
      'deployment/web',
      'echo inside; exit 3',
    );
    assert.equal(stdout, 'inside');
    const logs = await mustKubectl([
      'logs',
      `--namespace=${NAMESPACE}`,
      'deployment/web',
    ]);
    assert.match(logs, /started/);
  });

  it('cannot reach an address outside of the cluster', async () => {
    const { exitCode } = await execIn(
      NAMESPACE,
      'deployment/web',
      'timeout 3 wget -qO- http://192.0.2.1/',
    );
    assert.notEqual(exitCode, 0);
  });

  it('are ended when they take more memory than their limit', async () => {
    await apply([
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace: NAMESPACE, name: 'greedy' },
        spec: {
          ...boxPod({ image, command: 'yes 0123456789 | tail -c 200000000' }),
          restartPolicy: 'Never',
        },
      },
    ]);
    const state = await until('the greedy pod ends', async () => {
      const pod = await read('pod', NAMESPACE, 'greedy');
      return pod.status.containerStatuses?.[0].state.terminated;
    });
    assert.equal(state.reason, 'OOMKilled');
  });

  it('are refused when they ask for more than Pod Security allows', async () => {
    const { exitCode, stderr } = await kubectl(['apply', '--filename=-'], {
      input: JSON.stringify({
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { namespace: NAMESPACE, name: 'privileged' },
        spec: {
          containers: [
            { name: 'box', image, securityContext: { privileged: true } },
          ],
        },
      }),
    });
    assert.notEqual(exitCode, 0);
    assert.match(stderr, /violates PodSecurity "restricted/);
  });
});
