import { join } from 'node:path';
import { Problem } from './problem.ts';
import { readSettings } from './instanceSettings.ts';
import { repositoryRoot } from './repositoryRoot.ts';

/** Where the parts of an instance listen, before `--port-offset` is added. Loopback only. */
export const BASE_PORTS = {
  portal: 7007,
  identity: 7080,
  kubernetesApi: 7443,
  gateway: 8088,
  registry: 5500,
  git: 7082,
  argoCd: 7081,
  prometheus: 7090,
} as const;

/** Names of the things that listen. */
export type PortName = keyof typeof BASE_PORTS;

/** Paths, ports and addresses of one running copy of Payday in this clone. All paths are absolute. */
export interface Instance {
  name: string;
  /** Root of the clone. */
  root: string;
  /** `.payday` for the instance `default`, `.payday/instances/<name>` for others. */
  folder: string;
  /** Pids, sockets, logs and state: safe to delete while stopped. */
  runFolder: string;
  /** One `<component>.log` per component. */
  logsFolder: string;
  /** What must survive: databases and secrets. */
  dataFolder: string;
  portOffset: number;
  ports: Record<PortName, number>;
  portalUrl: string;
  identityUrl: string;
}

/**
 * The instance's name when it is usable as a folder name.
 * @throws Problem (exit 2) unless it is 1-32 lower-case letters, digits and dashes
 */
export function parseInstanceName(name: string): string {
  if (/^[a-z0-9-]{1,32}$/.test(name)) return name;
  throw new Problem(
    `"${name}" cannot be an instance's name: use 1 to 32 lower-case letters, digits and dashes.`,
    ['For example:  ./payday up --instance second --port-offset 100'],
    { exitCode: 2 },
  );
}

/** Ports and addresses for an offset. */
export function addresses(
  portOffset: number,
): Pick<Instance, 'portOffset' | 'ports' | 'portalUrl' | 'identityUrl'> {
  const ports = Object.fromEntries(
    Object.entries(BASE_PORTS).map(([name, port]) => [name, port + portOffset]),
  ) as Record<PortName, number>;
  return {
    portOffset,
    ports,
    portalUrl: `http://localhost:${ports.portal}`,
    identityUrl: `http://localhost:${ports.identity}`,
  };
}

/**
 * The instance with this name, with the port offset it was last started with. Creates nothing.
 * @param options `root` replaces the clone's folder (for tests); `portOffset` replaces the remembered one
 * @throws Problem (exit 2) for an impossible name
 */
export function openInstance(
  name: string = 'default',
  options: { root?: string; portOffset?: number } = {},
): Instance {
  const root = options.root ?? repositoryRoot;
  const valid = parseInstanceName(name);
  const folder =
    valid === 'default'
      ? join(root, '.payday')
      : join(root, '.payday', 'instances', valid);
  const runFolder = join(folder, 'run');
  const portOffset =
    options.portOffset ?? readSettings(runFolder).portOffset ?? 0;
  return {
    name: valid,
    root,
    folder,
    runFolder,
    logsFolder: join(runFolder, 'logs'),
    dataFolder: join(folder, 'data'),
    ...addresses(portOffset),
  };
}

/** `payday <verb>` as this instance's owner would type it, for messages. */
export function commandFor(
  instance: Pick<Instance, 'name'>,
  verb: string,
): string {
  return instance.name === 'default'
    ? `./payday ${verb}`
    : `./payday ${verb} --instance ${instance.name}`;
}

/** A line of advice with its commands for this instance. */
export function adviceFor(
  instance: Pick<Instance, 'name'>,
  line: string,
): string {
  return line.replace(
    /\.\/payday (up|down|status|logs|doctor|restart|kubectl)\b(?! --instance)/g,
    (_, verb) => commandFor(instance, verb),
  );
}
