import {
  parseBlock,
  subtract,
  unite,
  type AddressRange,
  type AddressRanges,
} from './addressRanges.ts';
import type { NamespaceFacts, PolicyPeer } from './clusterObjects.ts';
import { selects, type Labels } from './labelSelector.ts';
import type { AddressedPod } from './podsByAddress.ts';

const LAST_ADDRESS = 2 ** 32 - 1;

/** Finds out which addresses the peers of a rule stand for at the moment. */
export class PeerAddresses {
  readonly #namespaces: NamespaceFacts[];
  readonly #podsByNamespace: Map<string, AddressedPod[]>;

  constructor(namespaces: NamespaceFacts[], pods: Iterable<AddressedPod>) {
    this.#namespaces = namespaces;
    this.#podsByNamespace = Map.groupBy(pods, pod => pod.namespace);
  }

  /**
   * The addresses of all these peers together; `any` when there is no peer, which means everyone.
   * @param policyNamespace where a peer without a namespace selector looks for pods
   */
  of(peers: PolicyPeer[], policyNamespace: string): AddressRanges | 'any' {
    if (peers.length === 0) return 'any';
    const united = unite(
      peers.flatMap(peer => this.#rangesOf(peer, policyNamespace)),
    );
    const isEverything =
      united[0]?.first === 0 && united[0].last === LAST_ADDRESS;
    return isEverything ? 'any' : united;
  }

  #rangesOf(
    { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
    policyNamespace: string,
  ): AddressRange[] {
    if (ipBlock) {
      const block = parseBlock(ipBlock.cidr);
      if (!block) return [];
      return [
        ...subtract(
          block,
          ipBlock.except.flatMap(text => parseBlock(text) ?? []),
        ),
      ];
    }
    // The API server refuses a peer that says nothing; it must not come to mean everyone.
    if (!podSelector && !namespaceSelector) return [];
    const namespaces = namespaceSelector
      ? this.#namespaces
          .filter(({ labels }) => selects(namespaceSelector, labels))
          .map(({ name }) => name)
      : [policyNamespace];
    const isPeer = (labels: Labels) =>
      !podSelector || selects(podSelector, labels);
    return namespaces
      .flatMap(name => this.#podsByNamespace.get(name) ?? [])
      .filter(({ labels }) => isPeer(labels))
      .map(({ address }) => ({ first: address, last: address }));
  }
}
