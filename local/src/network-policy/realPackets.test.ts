import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { isolate } from './isolate.ts';
import { renderNftables } from './renderNftables.ts';
import { CASES } from './testing/cases.ts';
import { addressOf, clusterOf, POD_SUBNET } from './testing/clusterOf.ts';
import { policy, type PolicyCase } from './testing/policyCase.ts';
import { PolicyLab, whyNoLab } from './testing/PolicyLab.ts';

const skip = whyNoLab() ?? false;
const lab = new PolicyLab();

const scriptOf = (policyCase: Pick<PolicyCase, 'policies' | 'otherPods'>) =>
  renderNftables(
    isolate(clusterOf({ title: '', attempts: [], ...policyCase })),
    POD_SUBNET,
  );

const denyShop = [
  policy('np-shop/deny-all', {
    podSelector: {},
    policyTypes: ['Ingress', 'Egress'],
  }),
];

describe('real packets', { skip, timeout: 300_000 }, () => {
  before(() => lab.start());
  after(() => lab.close());

  for (const policyCase of CASES)
    it(policyCase.title, async () => {
      await lab.apply(
        renderNftables(isolate(clusterOf(policyCase)), POD_SUBNET),
      );
      for (const attempt of policyCase.attempts) {
        // Node has no SCTP sockets.
        if (attempt.protocol === 'SCTP') continue;
        const { from, to, protocol, port } = attempt;
        assert.equal(
          await lab.works(attempt),
          attempt.isAllowed,
          `${from} → ${to} ${protocol} ${port}`,
        );
      }
    });

  it('an open connection stays open when a policy denies new ones', async () => {
    const connection = { to: addressOf('np-shop/api'), port: 8080 };
    const web = lab.agent('np-shop/web');
    await lab.apply(scriptOf({ policies: () => [] }));
    assert.ok(
      await web.open({ from: addressOf('np-shop/web'), ...connection }),
    );
    await lab.apply(scriptOf({ policies: () => denyShop }));
    assert.ok(await web.exchange(), 'the open connection');
    assert.equal(
      await lab.works({
        from: 'np-shop/web',
        to: 'np-shop/api',
        protocol: 'TCP',
        port: 8080,
      }),
      false,
    );
    await lab.apply(scriptOf({ policies: () => [] }));
    assert.ok(await web.exchange(), 'the open connection, after');
  });

  it('a connection is denied at every moment while rulesets are swapped', async () => {
    const other = policy('np-preview/other', { podSelector: {} });
    const attempt = {
      from: 'np-shop/web',
      to: 'np-shop/api',
      protocol: 'TCP',
      port: 8080,
    } as const;
    await lab.apply(scriptOf({ policies: () => denyShop }));
    for (let round = 0; round < 10; round += 1) {
      const trial = lab.agent(attempt.from).try({
        ...attempt,
        from: addressOf(attempt.from),
        to: addressOf(attempt.to),
      });
      const policies = round % 2 ? denyShop : [...denyShop, other];
      await lab.apply(scriptOf({ policies: () => policies }));
      assert.equal(trial.isSettled(), false);
      trial.cancel();
    }
  });

  it('a refused ruleset leaves the earlier one in force', async () => {
    await lab.apply(scriptOf({ policies: () => denyShop }));
    const earlier = lab.onNode('nft', 'list', 'ruleset');
    await assert.rejects(
      lab.apply(
        scriptOf({ policies: () => [] }).replace(
          'policy accept',
          'policy maybe',
        ),
      ),
      /nft refused the network policy rules \(exit code 1\); the earlier ones stay in force/,
    );
    assert.equal(lab.onNode('nft', 'list', 'ruleset'), earlier);
  });

  it('a pod does not get around its policies by link-local IPv6', async () => {
    const [device] = JSON.parse(
      lab.onNode('ip', '-j', '-6', 'address', 'show', 'dev', 'veth0'),
    ) as { addr_info: { local: string }[] }[];
    await lab.agent('node').listen('::', [7_000], []);
    const tryIt = () =>
      lab.agent('np-shop/web').try({
        protocol: 'TCP',
        from: '::',
        to: `${device.addr_info[0].local}%eth0`,
        port: 7_000,
      });
    lab.onNode('nft', 'delete', 'table', 'inet', 'payday_network_policy');
    assert.ok(await tryIt().works, 'without rules');

    await lab.apply(scriptOf({ policies: () => denyShop }));
    lab.onNode(
      'nft',
      'table ip6 arrivals { counter seen { }; chain first { type filter hook prerouting priority raw; tcp dport 7000 counter name seen; }; }',
    );
    const denied = tryIt();
    while (!/packets [1-9]/.test(lab.onNode('nft', 'list', 'counters', 'ip6')))
      assert.equal(denied.isSettled(), false);
    lab.onNode('nft', 'delete', 'table', 'ip6', 'arrivals');
    assert.equal(denied.isSettled(), false);
    denied.cancel();
  });
});
