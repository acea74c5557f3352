import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Problem } from '../problem.ts';
import type { ClusterState } from './clusterObjects.ts';
import { NetworkPolicyController } from './NetworkPolicyController.ts';
import { clusterOf, POD_SUBNET } from './testing/clusterOf.ts';
import { policy } from './testing/policyCase.ts';

const GATHER_MS = 50;
const RETRY_MS = 1_000;

const stateWith = (...namespaces: string[]) =>
  clusterOf({
    title: '',
    policies: () =>
      namespaces.map(name => policy(`${name}/deny`, { podSelector: {} })),
    attempts: [],
  });

/** A controller whose rulesets go nowhere and whose time only passes when told. */
function controllerOf(test: TestContext, initial: ClusterState | undefined) {
  test.mock.timers.enable({ apis: ['setTimeout'] });
  const fake = {
    state: initial,
    scripts: [] as string[],
    log: [] as string[],
    apply: async () => {},
    /** Lets time pass, and everything happen that is due then. */
    async pass(ms: number) {
      test.mock.timers.tick(ms);
      await turn();
    },
  };
  const controller = new NetworkPolicyController({
    state: () => fake.state,
    apply(script) {
      fake.scripts.push(script);
      return fake.apply();
    },
    podSubnet: POD_SUBNET,
    log: line => fake.log.push(line),
    gatherForMs: GATHER_MS,
    retryAfterMs: RETRY_MS,
  });
  return { controller, fake };
}

describe('the network policy controller', () => {
  it('has a problem until the first ruleset is in force', async test => {
    const { controller, fake } = controllerOf(test, stateWith('np-shop'));
    assert.equal(controller.problem(), 'no rules are in force yet');
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.equal(controller.problem(), undefined);
    assert.match(fake.log[0], /^1 policies isolate 3 pods; in force after/);
  });

  it('applies nothing before everything was listed', async test => {
    const { controller, fake } = controllerOf(test, undefined);
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.deepEqual(fake.scripts, []);
    assert.equal(controller.problem(), 'no rules are in force yet');
    fake.state = stateWith();
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.equal(fake.scripts.length, 1);
  });

  it('gathers changes into one ruleset, and does not put it off', async test => {
    const { controller, fake } = controllerOf(test, stateWith());
    for (let count = 0; count < GATHER_MS; count += 1) {
      controller.changed();
      await fake.pass(1);
    }
    assert.equal(fake.scripts.length, 1);
  });

  it('does not apply the same text twice', async test => {
    const { controller, fake } = controllerOf(test, stateWith('np-shop'));
    for (let count = 0; count < 2; count += 1) {
      fake.state = stateWith('np-shop');
      controller.changed();
      await fake.pass(GATHER_MS);
    }
    assert.equal(fake.scripts.length, 1);
    fake.state = stateWith('np-shop', 'np-preview');
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.equal(fake.scripts.length, 2);
  });

  it('says why a ruleset was refused, and tries it again ever later', async test => {
    const { controller, fake } = controllerOf(test, stateWith());
    fake.apply = async () => {
      throw new Problem('nft refused it', ['line 1']);
    };
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.equal(controller.problem(), 'nft refused it\nline 1');
    await fake.pass(RETRY_MS);
    await fake.pass(RETRY_MS);
    assert.equal(fake.scripts.length, 2);
    fake.apply = async () => {};
    await fake.pass(RETRY_MS);
    assert.equal(fake.scripts.length, 3);
    assert.equal(controller.problem(), undefined);
  });

  it('has a problem while an earlier ruleset is in force', async test => {
    const { controller, fake } = controllerOf(test, stateWith());
    controller.changed();
    await fake.pass(GATHER_MS);
    fake.apply = async () => {
      throw new Error('out of memory');
    };
    fake.state = stateWith('np-shop');
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.match(controller.problem()!, /^out of memory/);
  });

  it('does not make a change wait for the retry of an earlier one', async test => {
    const { controller, fake } = controllerOf(test, stateWith());
    fake.apply = async () => {
      throw new Error('refused');
    };
    controller.changed();
    await fake.pass(GATHER_MS);
    fake.apply = async () => {};
    fake.state = stateWith('np-shop');
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.equal(controller.problem(), undefined);
  });

  it('takes up afterwards what changes during an apply', async test => {
    const { controller, fake } = controllerOf(test, stateWith());
    const applying = Promise.withResolvers<void>();
    fake.apply = () => applying.promise;
    controller.changed();
    await fake.pass(GATHER_MS);
    fake.state = stateWith('np-shop');
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.equal(fake.scripts.length, 1);
    applying.resolve();
    await turn();
    await fake.pass(GATHER_MS);
    assert.match(fake.scripts[1], /ingress_1/);
  });

  it('applies nothing after it was stopped', async test => {
    const { controller, fake } = controllerOf(test, stateWith());
    controller.changed();
    controller.stop();
    controller.changed();
    await fake.pass(GATHER_MS);
    assert.deepEqual(fake.scripts, []);
  });
});
