import { readFileSync } from 'node:fs';

/** Capabilities of root that the cluster asks about, by their number in linux/capability.h. */
export const CAPABILITIES = {
  CAP_NET_ADMIN: 12n,
  CAP_SYS_ADMIN: 21n,
  CAP_SYS_RESOURCE: 24n,
} as const;

/** See {@link CAPABILITIES}. */
export type Capability = keyof typeof CAPABILITIES;

/** True when this process, and so what it starts, has the capability. */
export function hasCapability(name: Capability): boolean {
  const match = /^CapEff:\s+([0-9a-f]+)$/m.exec(
    readFileSync('/proc/self/status', 'utf8'),
  );
  return (
    match !== null &&
    ((BigInt(`0x${match[1]}`) >> CAPABILITIES[name]) & 1n) === 1n
  );
}
