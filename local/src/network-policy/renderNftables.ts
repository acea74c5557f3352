import { formatAddress } from './addressRanges.ts';
import type { Isolation } from './isolation.ts';
import { PolicyChains } from './PolicyChains.ts';

/** The one table that holds all rules; it is only ever replaced as a whole. */
export const TABLE = 'inet payday_network_policy';

/**
 * A script for `nft -f -` that puts these rules in the place of the earlier ones in one transaction. The same isolation
 * gives the same text.
 *
 * A new connection is looked up by source address for egress (on its way to other pods, and to processes of the node)
 * and by destination address for ingress. The chain found there returns what a policy allows and drops the rest. What
 * the node sends to its own pods passes the output hook and is never looked at, so probes always work; replies follow
 * their connection, so a connection that is open stays open when policies change.
 *
 * @param podSubnet IPv4 block of all pods, e.g. `10.244.0.0/24`
 */
export function renderNftables(
  isolation: Isolation,
  podSubnet: string,
): string {
  const chains = new PolicyChains();
  const egress = chains.verdicts('egress', isolation.pods);
  const ingress = chains.verdicts('ingress', isolation.pods);
  const { awaited } = isolation;
  const isAwaiting = awaited.egress || awaited.ingress;
  const unknown = (field: string) =>
    `ip ${field} ${podSubnet} ip ${field} != @known_pods`;
  const always = [
    // Pods have IPv4 only. Through link-local IPv6 they would reach processes on the node past their policies.
    'meta nfproto ipv6 iifname "veth*" drop',
    'ct state established,related accept',
  ];
  const byEgress = [
    'ip saddr vmap @egress_pods',
    ...(awaited.egress
      ? [`${unknown('saddr')} counter name denied_egress drop`]
      : []),
  ];
  const byIngress = [
    'ip daddr vmap @ingress_pods',
    ...(awaited.ingress
      ? [`${unknown('daddr')} counter name denied_ingress drop`]
      : []),
  ];
  const toItself = isolation.pods.map(({ address }) => {
    const text = formatAddress(address);
    return `${text} . ${text}`;
  });

  return lines([
    // The first line makes the second one valid when there is no table yet.
    `add table ${TABLE}`,
    `delete table ${TABLE}`,
    `table ${TABLE} {`,
    ...block('counter denied_egress', []),
    ...block('counter denied_ingress', []),
    ...chains
      .addressSets()
      .flatMap(({ name, ranges }) =>
        block(`set ${name}`, [
          'type ipv4_addr',
          'flags interval',
          elements(ranges),
        ]),
      ),
    ...block('set pods_to_themselves', [
      'type ipv4_addr . ipv4_addr',
      elements(toItself),
    ]),
    ...(isAwaiting
      ? block('set known_pods', [
          'type ipv4_addr',
          elements(isolation.knownAddresses.map(formatAddress)),
        ])
      : []),
    ...chains
      .chains()
      .flatMap(({ name, rules }) => block(`chain ${name}`, rules)),
    ...block('map egress_pods', ['type ipv4_addr : verdict', elements(egress)]),
    ...block('map ingress_pods', [
      'type ipv4_addr : verdict',
      elements(ingress),
    ]),
    ...block('chain forward', [
      'type filter hook forward priority filter; policy accept',
      ...always,
      'ip saddr . ip daddr @pods_to_themselves accept',
      ...byEgress,
      ...byIngress,
    ]),
    ...block('chain input', [
      'type filter hook input priority filter; policy accept',
      ...always,
      ...byEgress,
    ]),
    '}',
  ]);
}

function block(head: string, body: string[]): string[] {
  const inner = body.filter(line => line !== '').map(line => `    ${line}`);
  return [`  ${head} {`, ...inner, '  }'];
}

/** nft refuses an empty list. */
function elements(values: string[]): string {
  return values.length === 0 ? '' : `elements = { ${values.join(', ')} }`;
}

function lines(all: string[]): string {
  return `${all.join('\n')}\n`;
}
