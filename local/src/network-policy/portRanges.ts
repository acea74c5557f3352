import type { PodFacts, PolicyPort, Protocol } from './clusterObjects.ts';

/** An inclusive range of ports of one protocol. */
export interface PortRange {
  protocol: Protocol;
  first: number;
  last: number;
}

const PROTOCOLS: Protocol[] = ['TCP', 'UDP', 'SCTP'];

/** The ports that a rule gives as numbers (or all of a protocol); its named ports are left out. */
export function numericPorts(ports: PolicyPort[]): PortRange[] {
  return unitePorts(
    ports.flatMap(({ protocol, port, endPort }) => {
      if (typeof port === 'string') return [];
      if (typeof port !== 'number') return { protocol, first: 0, last: 65_535 };
      return { protocol, first: port, last: endPort ?? port };
    }),
  );
}

/** The ports that a rule names, as this pod's containers define them. A name of another protocol is another port. */
export function namedPortsOf(
  pod: Pick<PodFacts, 'namedPorts'>,
  ports: PolicyPort[],
): PortRange[] {
  return unitePorts(
    ports.flatMap(({ protocol, port: name }) =>
      pod.namedPorts
        .filter(each => each.name === name && each.protocol === protocol)
        .map(({ port }) => ({ protocol, first: port, last: port })),
    ),
  );
}

/** True when the rule names a port. */
export function hasNamedPort(ports: PolicyPort[]): boolean {
  return ports.some(({ port }) => typeof port === 'string');
}

/** The same ports by protocol and number, none twice: nft refuses a set whose ranges overlap. */
export function unitePorts(ranges: PortRange[]): PortRange[] {
  return PROTOCOLS.flatMap(protocol => {
    const united: PortRange[] = [];
    const sorted = ranges
      .filter(range => range.protocol === protocol && range.first <= range.last)
      .sort((a, b) => a.first - b.first);
    for (const { first, last } of sorted) {
      const previous = united.at(-1);
      if (previous && first <= previous.last + 1)
        previous.last = Math.max(previous.last, last);
      else united.push({ protocol, first, last });
    }
    return united;
  });
}
