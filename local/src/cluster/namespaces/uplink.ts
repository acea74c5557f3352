import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { z } from 'zod';
import type { Instance } from '../../instance.ts';
import { Problem } from '../../problem.ts';
import { readState, writeState } from '../../stateFile.ts';
import { machineWideId } from '../clusterFolders.ts';

/** The pair of devices between the host and an instance's network namespace. */
export interface Uplink {
  /** Which of the 64 subnets 10.199.N.0/30. */
  number: number;
  /** Name of the device on the host; the one inside is always `uplink`. */
  hostDevice: string;
  hostAddress: string;
  insideAddress: string;
}

const SUBNETS = 64;
const uplinkSchema = z.object({
  number: z
    .number()
    .int()
    .min(0)
    .max(SUBNETS - 1),
});
const routesSchema = z.array(
  z.object({ dst: z.string(), dev: z.string().optional() }),
);

const pathOf = (instance: Pick<Instance, 'runFolder'>) =>
  join(instance.runFolder, 'uplink.json');

/** The uplink with this number. */
export function uplinkNumber(
  instance: Pick<Instance, 'runFolder'>,
  number: number,
): Uplink {
  return {
    number,
    hostDevice: `payday${machineWideId(instance)}`,
    hostAddress: `10.199.${number}.1`,
    insideAddress: `10.199.${number}.2`,
  };
}

/** The uplink that was chosen when the instance's namespaces were made; `undefined` before. */
export function readUplink(
  instance: Pick<Instance, 'runFolder'>,
): Uplink | undefined {
  const read = readState(pathOf(instance), uplinkSchema);
  return read.kind === 'value'
    ? uplinkNumber(instance, read.value.number)
    : undefined;
}

/** @throws Problem before there is one */
export function requireUplink(instance: Pick<Instance, 'runFolder'>): Uplink {
  const uplink = readUplink(instance);
  if (uplink) return uplink;
  throw new Problem('The cluster has no network yet.', [
    'To start it:  ./payday up',
  ]);
}

/** Takes the subnet of the last start when it is still free, else the first free one, and remembers it. */
export function chooseUplink(
  instance: Pick<Instance, 'runFolder'>,
  taken: (number: number) => boolean = isTakenBy(
    hostRoutes(),
    uplinkNumber(instance, 0).hostDevice,
  ),
): Uplink {
  const before = readUplink(instance);
  const candidates = [
    ...(before ? [before.number] : []),
    ...Array.from({ length: SUBNETS }, (_, number) => number),
  ];
  const number = candidates.find(candidate => !taken(candidate));
  if (number === undefined) {
    throw new Problem(
      'Every subnet from 10.199.0.0/30 to 10.199.63.0/30 is routed elsewhere on this machine, so the cluster cannot be reached.',
      [
        'To see the routes:           ip route',
        'To start without a cluster:  ./payday up --cluster none',
      ],
    );
  }
  writeState(pathOf(instance), { number });
  return uplinkNumber(instance, number);
}

/** Numbers of the subnets that nothing on this machine routes elsewhere. */
export function freeUplinks(instance: Pick<Instance, 'runFolder'>): number[] {
  const { hostDevice } = uplinkNumber(instance, 0);
  const taken = isTakenBy(hostRoutes(), hostDevice);
  return Array.from({ length: SUBNETS }, (_, number) => number).filter(
    number => !taken(number),
  );
}

/** A destination of the host's routing table and the device it leads to. */
export type HostRoute = z.infer<typeof routesSchema>[number];

function hostRoutes(): HostRoute[] {
  const text = execFileSync(
    'ip',
    ['-json', '-4', 'route', 'show', 'table', 'all'],
    { encoding: 'utf8' },
  );
  return routesSchema.parse(JSON.parse(text));
}

/** True for subnets that a route other than a default route, or one of our own device, covers or lies in. */
export function isTakenBy(
  routes: HostRoute[],
  ownDevice: string,
): (number: number) => boolean {
  const ranges = routes
    .filter(({ dev, dst }) => dev !== ownDevice && dst !== 'default')
    .map(({ dst }) => rangeOf(dst));
  return number => {
    const wanted = rangeOf(`10.199.${number}.0/30`);
    return ranges.some(
      range => range.first <= wanted.last && wanted.first <= range.last,
    );
  };
}

function rangeOf(destination: string): { first: number; last: number } {
  const [address, length = '32'] = destination.split('/');
  const parts = address.split('.').map(Number);
  // Some versions of `ip` write 10.0.0.0/8 as 10/8.
  const value = [0, 1, 2, 3].reduce(
    (sum, index) => sum * 256 + (parts[index] ?? 0),
    0,
  );
  const size = 2 ** (32 - Number(length));
  const first = Math.floor(value / size) * size;
  return { first, last: first + size - 1 };
}
