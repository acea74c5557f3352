import { includesAddress, parseAddress, parseBlock } from '../addressRanges.ts';
import type { Allowance, Isolation } from '../isolation.ts';
import { addressOf, POD_SUBNET } from './clusterOf.ts';
import type { Attempt } from './policyCase.ts';

type Connection = Omit<Attempt, 'isAllowed'>;

/** Whether an isolation lets a connection through, worked out without any packet. */
export function isAllowed(
  isolation: Isolation,
  connection: Connection,
): boolean {
  const from = parseAddress(addressOf(connection.from))!;
  const to = parseAddress(addressOf(connection.to))!;
  if (from === to || connection.from === 'node') return true;
  return (
    allowsOneWay(isolation, 'egress', from, to, connection) &&
    allowsOneWay(isolation, 'ingress', to, from, connection)
  );
}

function allowsOneWay(
  isolation: Isolation,
  direction: 'ingress' | 'egress',
  subject: number,
  peer: number,
  connection: Connection,
): boolean {
  const allowances = isolation.pods.find(pod => pod.address === subject)?.[
    direction
  ];
  if (allowances)
    return allowances.some(each => covers(each, peer, connection));
  const isUnknownPod =
    includesAddress([parseBlock(POD_SUBNET)!], subject) &&
    !isolation.knownAddresses.includes(subject);
  return !(isUnknownPod && isolation.awaited[direction]);
}

function covers(
  { peers, ports }: Allowance,
  peer: number,
  { protocol, port }: Connection,
): boolean {
  const isPeer = peers === 'any' || includesAddress(peers, peer);
  const isPort =
    ports === 'any' ||
    ports.some(
      range =>
        range.protocol === protocol &&
        range.first <= port &&
        port <= range.last,
    );
  return isPeer && isPort;
}
