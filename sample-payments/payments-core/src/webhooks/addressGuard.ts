import { BlockList, isIP } from 'node:net';

/** Networks that are not the public internet (IANA's special-purpose registries), and cloud addresses that act like it. */
const BLOCKED_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.31.196.0/24',
  '192.52.193.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '192.175.48.0/24',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
  // Azure's host agent: public by number, reachable from every virtual machine.
  '168.63.129.16/32',
];

/** Inside 2000::/3. What is outside of it (loopback, mapped, NAT64, unique local, link-local, multicast) is never public. */
const BLOCKED_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'];

const blocked = new BlockList();
for (const network of BLOCKED_IPV4) add(blocked, network, 'ipv4');
for (const network of BLOCKED_IPV6) add(blocked, network, 'ipv6');

const globalUnicast = new BlockList();
add(globalUnicast, '2000::/3', 'ipv6');

const loopback = new BlockList();
add(loopback, '127.0.0.0/8', 'ipv4');
add(loopback, '::1/128', 'ipv6');

/**
 * True for an address of the public internet. IPv6 forms that carry an IPv4 address (mapped, compatible, NAT64, 6to4,
 * Teredo) are refused whatever they carry: a public host has a plain address too.
 * @param address as a resolver gives it; anything else is not public
 */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return !blocked.check(address, 'ipv4');
  return family === 6 && globalUnicast.check(address, 'ipv6') && !blocked.check(address, 'ipv6');
}

/** True for an address of this machine in its plain form. */
export function isLoopback(address: string): boolean {
  const family = isIP(address);
  if (family === 4) return loopback.check(address, 'ipv4');
  return family === 6 && !address.toLowerCase().includes('ffff') && loopback.check(address, 'ipv6');
}

function add(list: BlockList, network: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', prefix = ''] = network.split('/');
  list.addSubnet(address, Number(prefix), family);
}
