import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import {
  apply,
  deleteNamespace,
  execIn,
  mustKubectl,
  namespaceObject,
  read,
  resolveIn,
  until,
  untilRolledOut,
} from './liveCluster.ts';
import {
  answering,
  boxDeployment,
  pushTestBox,
  temporaryVolume,
} from './testBox.ts';

const SHOP = 'live-policy-shop';
const OTHER = 'live-policy-other';

type Peer = 'web' | 'batch' | 'stranger';
const NAMESPACE_OF: Record<Peer, string> = {
  web: SHOP,
  batch: SHOP,
  stranger: OTHER,
};

/** A case of the specification: the policies in force in the shop's namespace, and who may then reach its `api`. */
interface Case {
  title: string;
  policies: object[];
  allowed: Peer[];
}

const policy = (name: string, spec: object) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { namespace: SHOP, name },
  spec,
});
const app = (name: string) => ({ matchLabels: { app: name } });
const everyone: Peer[] = ['web', 'batch', 'stranger'];
const denyAll = policy('deny', { podSelector: {}, policyTypes: ['Ingress'] });

const cases: Case[] = [
  { title: 'without a policy everybody may', policies: [], allowed: everyone },
  {
    title: 'a policy without rules denies everybody',
    policies: [denyAll],
    allowed: [],
  },
  {
    title: 'policies add up: one pod selector is let in besides',
    policies: [
      denyAll,
      policy('web', {
        podSelector: app('api'),
        ingress: [{ from: [{ podSelector: app('web') }] }],
      }),
    ],
    allowed: ['web'],
  },
  {
    title: 'a namespace selector lets a whole namespace in, and not its own',
    policies: [
      policy('other', {
        podSelector: app('api'),
        ingress: [
          {
            from: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': OTHER },
                },
              },
            ],
          },
        ],
      }),
    ],
    allowed: ['stranger'],
  },
  {
    title: 'both selectors in one peer must fit',
    policies: [
      policy('both', {
        podSelector: app('api'),
        ingress: [
          {
            from: [
              {
                namespaceSelector: {
                  matchLabels: { 'kubernetes.io/metadata.name': OTHER },
                },
                podSelector: app('web'),
              },
            ],
          },
        ],
      }),
    ],
    allowed: [],
  },
  {
    title: 'a rule without peers lets everybody in, on its port alone',
    policies: [
      policy('port', {
        podSelector: app('api'),
        ingress: [{ ports: [{ port: 8080 }] }],
      }),
    ],
    allowed: everyone,
  },
  {
    title: 'another port is not this one',
    policies: [
      policy('port', {
        podSelector: app('api'),
        ingress: [{ ports: [{ port: 9090, endPort: 9999 }] }],
      }),
    ],
    allowed: [],
  },
  {
    title: 'a named port is looked up in the pod',
    policies: [
      policy('named', {
        podSelector: app('api'),
        ingress: [{ ports: [{ port: 'http' }] }],
      }),
    ],
    allowed: everyone,
  },
  {
    title: 'an egress policy of the caller denies, too',
    policies: [
      policy('egress', {
        podSelector: app('web'),
        policyTypes: ['Egress'],
        egress: [{ to: [{ podSelector: app('batch') }] }],
      }),
    ],
    allowed: ['batch', 'stranger'],
  },
  {
    title: 'a policy for other pods changes nothing',
    policies: [
      policy('elsewhere', {
        podSelector: app('batch'),
        policyTypes: ['Ingress'],
      }),
    ],
    allowed: everyone,
  },
];

describe('network policies on the running cluster', () => {
  let api: string;

  before(async () => {
    const image = await pushTestBox();
    await Promise.all([SHOP, OTHER].map(name => deleteNamespace(name)));
    const idle = (namespace: string, name: string) =>
      boxDeployment({ namespace, name, image, command: 'exec sleep 3600' });
    await apply([
      namespaceObject(SHOP),
      namespaceObject(OTHER),
      boxDeployment({
        namespace: SHOP,
        name: 'api',
        image,
        command: answering('reached'),
        ...temporaryVolume,
        container: {
          ...temporaryVolume.container,
          ports: [{ name: 'http', containerPort: 8080 }],
          readinessProbe: {
            httpGet: { path: '/', port: 'http' },
            periodSeconds: 1,
          },
        },
      }),
      idle(SHOP, 'web'),
      idle(SHOP, 'batch'),
      idle(OTHER, 'stranger'),
    ]);
    for (const [namespace, name] of [
      [SHOP, 'api'],
      [SHOP, 'web'],
      [SHOP, 'batch'],
      [OTHER, 'stranger'],
    ])
      await untilRolledOut(namespace, name);
    const pods = JSON.parse(
      await mustKubectl([
        'get',
        'pods',
        `--namespace=${SHOP}`,
        '--selector=app=api',
        '--output=json',
      ]),
    );
    api = pods.items[0].status.podIP;
  });
  after(() => Promise.all([SHOP, OTHER].map(name => deleteNamespace(name))));

  const reaches = async (peer: Peer): Promise<boolean> => {
    const { stdout } = await execIn(
      NAMESPACE_OF[peer],
      `deployment/${peer}`,
      `timeout 2 wget -qO- http://${api}:8080/`,
    );
    return stdout === 'reached';
  };

  for (const { title, policies, allowed } of cases)
    it(title, async () => {
      await mustKubectl([
        'delete',
        'networkpolicies',
        '--all',
        `--namespace=${SHOP}`,
      ]);
      if (policies.length > 0) await apply(policies);
      await until(
        `exactly ${allowed.join(', ') || 'nobody'} may`,
        async () => {
          const results = await Promise.all(everyone.map(reaches));
          const may = everyone.filter((_, index) => results[index]);
          if (may.join() === allowed.join()) return true;
          throw new Error(`${may.join(', ') || 'nobody'} may`);
        },
        20_000,
      );
    });

  it('probes of the node reach a pod that nobody may reach', async () => {
    await apply([denyAll]);
    await mustKubectl([
      'delete',
      'pods',
      '--selector=app=api',
      `--namespace=${SHOP}`,
    ]);
    await untilRolledOut(SHOP, 'api');
    const { status } = await read('deployment', SHOP, 'api');
    assert.equal(status.readyReplicas, 1);
  });

  it('egress rules hold for processes of the node: without one, no name is resolved', async () => {
    await apply([
      policy('no-egress', {
        podSelector: app('web'),
        policyTypes: ['Egress'],
      }),
    ]);
    await until('web resolves nothing', async () =>
      (await resolveIn(
        SHOP,
        'deployment/web',
        'kubernetes.default.svc.cluster.local',
      )) === undefined
        ? true
        : undefined,
    );
    const address = await resolveIn(
      SHOP,
      'deployment/batch',
      'kubernetes.default.svc.cluster.local',
    );
    assert.equal(address, '10.96.0.1');
  });
});
