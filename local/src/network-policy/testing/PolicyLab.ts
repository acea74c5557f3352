import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { applyRuleset } from '../applyRuleset.ts';
import { CAST, LISTENING, NODE_LISTENING } from './cast.ts';
import { addressOf } from './clusterOf.ts';
import { LabAgent } from './LabAgent.ts';
import type { Attempt, Endpoint } from './policyCase.ts';

const GATEWAY = '10.244.0.1';
const OUTSIDE_GATEWAY = '198.51.100.1';
const LOOK_EVERY_MS = 10;
const PODS = [
  ...CAST.pods.map(({ namespace, name }) => `${namespace}/${name}`),
  'unknown-pod',
];

/** Why no lab can be made here; `undefined` when one can. */
export function whyNoLab(): string | undefined {
  if (process.getuid?.() !== 0) return 'network namespaces need root';
  const name = `payday-np-${process.pid}-try`;
  try {
    run('nft', '--version');
    run('ip', 'netns', 'add', name);
    run('ip', 'netns', 'delete', name);
    return undefined;
  } catch (error) {
    return `nft and ip netns do not work here: ${(error as Error).message}`;
  }
}

/**
 * The cast in network namespaces: a router that stands for the node, and one namespace for each pod, joined to it as the
 * CNI plugin `ptp` does (a veth pair, a route to each single address, everything routed). Real sockets in each.
 */
export class PolicyLab {
  readonly #router = `payday-np-${process.pid}-node`;
  readonly #names: string[] = [];
  readonly #agents = new Map<Endpoint, LabAgent>();

  /** Makes the namespaces and starts everybody. Call `close` even when this fails. */
  async start(): Promise<void> {
    this.#addNamespace(this.#router);
    this.#inRouter('ip', 'link', 'set', 'lo', 'up');
    this.#inRouter(
      'ip',
      'address',
      'add',
      `${addressOf('node')}/32`,
      'dev',
      'lo',
    );
    this.#inRouter('sysctl', '-qw', 'net.ipv4.ip_forward=1');
    PODS.forEach((pod, index) =>
      this.#join(index, `veth${index}`, [addressOf(pod)], GATEWAY),
    );
    this.#join(
      PODS.length,
      'uplink',
      [addressOf('outside'), addressOf('outside-2')],
      OUTSIDE_GATEWAY,
    );
    await Promise.all([
      this.#settle('node', this.#router, ['node'], NODE_LISTENING),
      ...PODS.map((pod, index) =>
        this.#settle(pod, this.#nameOf(index), [pod], LISTENING),
      ),
      this.#settle(
        'outside',
        this.#nameOf(PODS.length),
        ['outside', 'outside-2'],
        LISTENING,
      ),
    ]);
  }

  /** Puts a ruleset in force on the node. */
  async apply(script: string): Promise<void> {
    await applyRuleset(script, {
      command: ['ip', 'netns', 'exec', this.#router, 'nft'],
    });
  }

  /** Runs a program on the node. @returns what it wrote */
  onNode(...command: string[]): string {
    return this.#inRouter(...command);
  }

  /** Who answers for this endpoint. */
  agent(endpoint: Endpoint): LabAgent {
    return this.#agents.get(endpoint)!;
  }

  /**
   * Tries a connection with real packets. Waits until an answer came or the ruleset counted a denied packet, whichever
   * happens first, so that neither a slow machine nor a lost packet looks like a denial.
   */
  async works(attempt: Omit<Attempt, 'isAllowed'>): Promise<boolean> {
    const deniedBefore = this.deniedPackets();
    const trial = this.agent(attempt.from).try({
      protocol: attempt.protocol as 'TCP' | 'UDP',
      from: addressOf(attempt.from),
      to: addressOf(attempt.to),
      port: attempt.port,
    });
    const isDenied = async () => {
      // An answer takes less than looking at the counters does.
      for (;;) {
        await delay(LOOK_EVERY_MS);
        if (trial.isSettled()) return trial.works;
        if (this.deniedPackets() > deniedBefore) break;
      }
      trial.cancel();
      return false;
    };
    return Promise.race([trial.works, isDenied()]);
  }

  /** How many packets the ruleset in force has dropped so far. */
  deniedPackets(): number {
    const { nftables } = JSON.parse(
      this.#inRouter('nft', '--json', 'list', 'counters'),
    ) as { nftables: { counter?: { packets: number } }[] };
    return nftables.reduce(
      (sum, { counter }) => sum + (counter?.packets ?? 0),
      0,
    );
  }

  /** Ends everybody and deletes the namespaces. */
  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map(agent => agent.close()));
    for (const name of this.#names.reverse())
      run('ip', 'netns', 'delete', name);
  }

  #join(
    index: number,
    device: string,
    addresses: string[],
    gateway: string,
  ): void {
    const name = this.#nameOf(index);
    this.#addNamespace(name);
    const inside = (...command: string[]) =>
      run('ip', 'netns', 'exec', name, ...command);
    inside('ip', 'link', 'set', 'lo', 'up');
    this.#inRouter(
      'ip',
      'link',
      'add',
      device,
      'type',
      'veth',
      'peer',
      'name',
      'eth0',
      'netns',
      name,
    );
    this.#inRouter('ip', 'address', 'add', `${gateway}/32`, 'dev', device);
    this.#inRouter('ip', 'link', 'set', device, 'up');
    inside('ip', 'link', 'set', 'eth0', 'up');
    for (const address of addresses) {
      inside('ip', 'address', 'add', `${address}/32`, 'dev', 'eth0');
      this.#inRouter('ip', 'route', 'add', `${address}/32`, 'dev', device);
    }
    inside('ip', 'route', 'add', gateway, 'dev', 'eth0');
    inside('ip', 'route', 'add', 'default', 'via', gateway, 'dev', 'eth0');
  }

  async #settle(
    endpoint: Endpoint,
    namespace: string,
    addresses: Endpoint[],
    ports: { TCP: number[]; UDP: number[] },
  ): Promise<void> {
    const agent = new LabAgent(namespace);
    for (const each of addresses) {
      this.#agents.set(each, agent);
      await agent.listen(addressOf(each), ports.TCP, ports.UDP);
    }
  }

  #addNamespace(name: string): void {
    run('ip', 'netns', 'add', name);
    this.#names.push(name);
  }

  #nameOf(index: number): string {
    return `payday-np-${process.pid}-${index}`;
  }

  #inRouter(...command: string[]): string {
    return run('ip', 'netns', 'exec', this.#router, ...command);
  }
}

function run(file: string, ...args: string[]): string {
  return execFileSync(file, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin:/sbin` },
  });
}
