import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { applyRuleset } from './applyRuleset.ts';
import { isolate } from './isolate.ts';
import { renderNftables } from './renderNftables.ts';
import { CASES } from './testing/cases.ts';
import { clusterOf, POD_SUBNET } from './testing/clusterOf.ts';
import { policy, type PolicyManifest } from './testing/policyCase.ts';
import { randomCase, seededRandom } from './testing/randomCase.ts';

const render = (...policies: PolicyManifest[]) =>
  renderNftables(
    isolate(clusterOf({ title: '', policies: () => policies, attempts: [] })),
    POD_SUBNET,
  );
const deny = (namespace: string) =>
  policy(`${namespace}/deny`, { podSelector: {} });

/** A namespace of its own: checking never touches the machine's rules. */
const NFT = ['unshare', '--net', 'nft'];

function whyNoNft(): string | undefined {
  if (process.getuid?.() !== 0) return 'nft needs root';
  try {
    execFileSync(NFT[0], [...NFT.slice(1), 'list', 'tables'], {
      stdio: 'pipe',
    });
    return undefined;
  } catch (error) {
    return `nft does not work here: ${(error as Error).message}`;
  }
}

describe('a rendered ruleset', () => {
  it('is the same text whatever the order of its inputs', () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const state = clusterOf(randomCase(seed));
      const random = seededRandom(seed);
      const shuffled = <T>(list: T[]) =>
        list
          .map(value => ({ value, key: random() }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
      assert.equal(
        renderNftables(
          isolate({
            namespaces: shuffled(state.namespaces),
            pods: shuffled(state.pods),
            policies: shuffled(state.policies),
          }),
          POD_SUBNET,
        ),
        renderNftables(isolate(state), POD_SUBNET),
      );
    }
  });

  it('replaces the table in one transaction', () =>
    assert.match(
      render(),
      /^add table inet payday_network_policy\ndelete table inet payday_network_policy\ntable inet payday_network_policy \{\n[^]*\n\}\n$/,
    ));

  it('says nothing of pods that no policy selects', () =>
    assert.ok(!render(deny('np-preview')).includes('10.244.0.10')));

  it('has one chain for pods that may do the same', () => {
    const script = render(deny('np-shop'), deny('np-preview'));
    assert.equal(script.match(/chain ingress_/g)?.length, 1);
    assert.equal(script.match(/: jump ingress_1/g)?.length, 5);
  });

  it('has one set for peers that are the same', () => {
    const from = [{ podSelector: {} }];
    const script = render(
      policy('np-shop/one', {
        podSelector: {},
        ingress: [{ from, ports: [{ port: 1 }] }],
      }),
      policy('np-shop/two', { podSelector: {}, ingress: [{ from }] }),
    );
    assert.equal(script.match(/set addresses_/g)?.length, 1);
  });

  it('names the policy at each rule', () =>
    assert.match(
      render(policy('np-shop/open', { podSelector: {}, ingress: [{}] })),
      /^ {4}return comment "np-shop\/open"$/m,
    ));
});

describe('nft', { skip: whyNoNft() ?? false }, () => {
  const check = (script: string) =>
    applyRuleset(script, { command: NFT, check: true });

  for (const policyCase of CASES)
    it(`accepts: ${policyCase.title}`, () =>
      check(renderNftables(isolate(clusterOf(policyCase)), POD_SUBNET)));

  it('accepts random policies', async () => {
    for (let seed = 1; seed <= 20; seed += 1)
      await check(
        renderNftables(isolate(clusterOf(randomCase(seed))), POD_SUBNET),
      );
  });

  it('accepts the longest names of a namespace and a policy', () =>
    check(
      render(
        policy(`np-shop/${'x'.repeat(253)}`, {
          podSelector: {},
          ingress: [{}],
        }),
      ),
    ));

  it('refuses what is wrong, with its reason', async () => {
    await assert.rejects(check('table inet x { chain'), {
      name: 'Problem',
      message: /^nft refused the network policy rules \(exit code 1\)/,
    });
  });
});

describe('without nft', () => {
  it('the person is told what to install', async () => {
    await assert.rejects(
      applyRuleset('', { command: ['/nowhere/nft'] }),
      (error: { next: string[] }) =>
        error.next[0] === 'Install it:  apt-get install nftables',
    );
  });
});
