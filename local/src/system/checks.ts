import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync } from 'node:fs';
import { arch, freemem, platform, totalmem } from 'node:os';
import { cacheFolder } from '../cacheFolder.ts';
import type { Instance } from '../instance.ts';
import { findPortHolder, isPortFree } from '../processes/portHolder.ts';
import { processTree } from '../processes/processTree.ts';
import { findOrphans } from '../supervisor/orphans.ts';
import { currentSnapshot } from '../supervisor/supervisorClient.ts';
import { readSettings } from '../instanceSettings.ts';
import type { Check } from './check.ts';
import { checkKernel } from './kernelChecks.ts';
import { checkTools } from './toolChecks.ts';
import { FIRST_START_BYTES, formatBytes, freeBytes } from './diskSpace.ts';

const GIB = 1024 ** 3;

/** Looks at everything a start depends on. Changes nothing. */
export async function checkMachine(instance: Instance): Promise<Check[]> {
  const { cluster = 'embedded' } = readSettings(instance.runFolder);
  const isClusterWanted = cluster === 'embedded';
  return [
    checkSystem(),
    checkNode(),
    checkMemory(),
    ...checkDisks(instance),
    await checkLocalhost(),
    ...(await checkPorts(instance)),
    checkRoot(isClusterWanted),
    ...checkKernel(instance, isClusterWanted),
    ...(await checkTools(instance, cluster)),
    await checkLeftovers(instance),
  ];
}

function checkSystem(): Check {
  const found = `${platform()} ${arch()}`;
  const isKnown =
    ['linux', 'darwin'].includes(platform()) &&
    ['x64', 'arm64'].includes(arch());
  return isKnown
    ? { name: 'system', result: 'ok', found }
    : {
        name: 'system',
        result: 'fail',
        found,
        fix: 'Payday runs on Linux (and, without a cluster, macOS), x64 or arm64.',
      };
}

function checkNode(): Check {
  return {
    name: 'node',
    result: 'ok',
    found: `${process.versions.node} (${process.execPath})`,
  };
}

function checkMemory(): Check {
  const found = `${formatBytes(totalmem())}, ${formatBytes(
    availableMemory(),
  )} available`;
  if (totalmem() < 3.5 * GIB)
    return {
      name: 'memory',
      result: 'fail',
      found,
      fix: 'The frontend build needs 4 GB of memory.',
    };
  if (availableMemory() < 2.5 * GIB)
    return {
      name: 'memory',
      result: 'warn',
      found,
      fix: 'Close something: the frontend build wants 2.5 GB.',
    };
  return { name: 'memory', result: 'ok', found };
}

function availableMemory(): number {
  if (!existsSync('/proc/meminfo')) return freemem();
  const match = /^MemAvailable:\s+(\d+) kB$/m.exec(
    readFileSync('/proc/meminfo', 'utf8'),
  );
  return match ? Number(match[1]) * 1024 : freemem();
}

function checkDisks(instance: Instance): Check[] {
  const isInstalled = existsSync(`${instance.root}/node_modules/.payday-stamp`);
  return [
    ['disk (clone)', instance.folder],
    ['disk (cache)', cacheFolder()],
  ].map(([name, folder]) => {
    const free = freeBytes(folder);
    const found = `${formatBytes(free)} free at ${folder}`;
    if (free >= FIRST_START_BYTES) return { name, result: 'ok', found };
    return {
      name,
      result: isInstalled ? 'warn' : 'fail',
      found,
      fix: `A first start writes up to ${formatBytes(
        FIRST_START_BYTES,
      )}. PAYDAY_CACHE moves the cache.`,
    };
  });
}

async function checkLocalhost(): Promise<Check> {
  const addresses = await lookup('localhost', { all: true }).catch(() => []);
  const found =
    addresses.map(({ address }) => address).join(', ') || 'does not resolve';
  return addresses.some(({ address }) => address === '127.0.0.1')
    ? { name: 'localhost', result: 'ok', found }
    : {
        name: 'localhost',
        result: 'fail',
        found,
        fix: 'Add a line "127.0.0.1 localhost" to /etc/hosts.',
      };
}

async function checkPorts(instance: Instance): Promise<Check[]> {
  const snapshot = await currentSnapshot(instance.runFolder);
  const own =
    snapshot?.components.flatMap(({ process: id }) =>
      id ? processTree(id) : [],
    ) ?? [];
  return Promise.all(
    Object.entries(instance.ports).map(async ([name, port]): Promise<Check> => {
      const check = `port ${port} (${name})`;
      if (await isPortFree(port))
        return { name: check, result: 'ok', found: 'free' };
      const holder = findPortHolder(port);
      const found = holder
        ? `taken by ${holder.command} (pid ${holder.pid})`
        : 'taken';
      if (own.some(({ pid }) => pid === holder?.pid))
        return {
          name: check,
          result: 'ok',
          found: `${found}: this instance runs`,
        };
      return {
        name: check,
        result: 'fail',
        found,
        fix: `./payday up --port-offset ${instance.portOffset + 100}`,
      };
    }),
  );
}

function checkRoot(isClusterWanted: boolean): Check {
  if (process.getuid?.() === 0)
    return { name: 'root', result: 'ok', found: 'yes' };
  return {
    name: 'root',
    result: isClusterWanted ? 'fail' : 'warn',
    found: 'no',
    fix: 'A cluster of its own needs it:  sudo ./payday up. Without:  ./payday up --cluster none, or --context NAME',
  };
}

async function checkLeftovers(instance: Instance): Promise<Check> {
  const isRunning = (await currentSnapshot(instance.runFolder)) !== undefined;
  const orphans = isRunning ? [] : findOrphans(instance);
  return orphans.length === 0
    ? { name: 'leftovers', result: 'ok', found: 'none' }
    : {
        name: 'leftovers',
        result: 'warn',
        found: `processes without supervisor: ${orphans
          .map(({ pid }) => pid)
          .join(', ')}`,
        fix: './payday down',
      };
}
