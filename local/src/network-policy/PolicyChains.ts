import {
  formatAddress,
  formatRange,
  type AddressRanges,
} from './addressRanges.ts';
import type { Allowance, IsolatedPod } from './isolation.ts';
import type { PortRange } from './portRanges.ts';

type Direction = 'ingress' | 'egress';

/** nft takes comments of up to 128 bytes, and a namespace and a name may be longer together. */
const COMMENT_LENGTH = 120;

/**
 * Collects the chains and address sets of a ruleset. Pods that may do the same share a chain, rules with the same peers
 * share a set; both are numbered in the order in which they are first needed.
 */
export class PolicyChains {
  readonly #sets = new Map<string, { name: string; ranges: string[] }>();
  readonly #setNames = new WeakMap<AddressRanges, string>();
  readonly #chains = new Map<string, { name: string; rules: string[] }>();
  readonly #ruleTexts = new WeakMap<Allowance, string[]>();
  readonly #counts = { ingress: 0, egress: 0 };

  /** The elements of a verdict map: each pod that is isolated in this direction with the chain of its rules. */
  verdicts(direction: Direction, pods: IsolatedPod[]): string[] {
    return pods.flatMap(pod => {
      const allowances = pod[direction];
      if (!allowances) return [];
      const chain = this.#chainFor(direction, allowances);
      return `${formatAddress(pod.address)} : jump ${chain}`;
    });
  }

  /** Chains that `verdicts` asked for. */
  chains(): { name: string; rules: string[] }[] {
    return [...this.#chains.values()];
  }

  /** Sets that these chains refer to. */
  addressSets(): { name: string; ranges: string[] }[] {
    return [...this.#sets.values()];
  }

  #chainFor(direction: Direction, allowances: Allowance[]): string {
    const rules = allowances.flatMap(each => this.#rulesOf(direction, each));
    const key = [direction, ...rules].join('\n');
    const known = this.#chains.get(key);
    if (known) return known.name;
    this.#counts[direction] += 1;
    const name = `${direction}_${this.#counts[direction]}`;
    this.#chains.set(key, {
      name,
      // `return` leads back to the base chain, where the other direction is still to be looked at.
      rules: [...rules, `counter name denied_${direction} drop`],
    });
    return name;
  }

  #rulesOf(direction: Direction, allowance: Allowance): string[] {
    const known = this.#ruleTexts.get(allowance);
    if (known) return known;
    const field = direction === 'ingress' ? 'saddr' : 'daddr';
    const { peers, policy } = allowance;
    const peerMatch =
      peers === 'any' ? '' : `ip ${field} @${this.#setFor(peers)} `;
    const comment = `comment "${policy.slice(0, COMMENT_LENGTH)}"`;
    const rules = portMatches(allowance.ports).map(
      portMatch => `${peerMatch}${portMatch}return ${comment}`,
    );
    this.#ruleTexts.set(allowance, rules);
    return rules;
  }

  #setFor(addresses: AddressRanges): string {
    const known = this.#setNames.get(addresses);
    if (known) return known;
    const ranges = addresses.map(formatRange);
    const key = ranges.join();
    const set = this.#sets.get(key) ?? {
      name: `addresses_${this.#sets.size + 1}`,
      ranges,
    };
    this.#sets.set(key, set);
    this.#setNames.set(addresses, set.name);
    return set.name;
  }
}

/** One match for each protocol, each with a space behind it; an empty one when every port of every protocol is meant. */
function portMatches(ports: PortRange[] | 'any'): string[] {
  if (ports === 'any') return [''];
  return [...Map.groupBy(ports, range => range.protocol.toLowerCase())].map(
    ([protocol, ranges]) => {
      if (ranges[0].first <= 1 && ranges[0].last === 65_535)
        return `meta l4proto ${protocol} `;
      const values = ranges.map(({ first, last }) =>
        first === last ? first : `${first}-${last}`,
      );
      return `${protocol} dport { ${values.join(', ')} } `;
    },
  );
}
