import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { platform } from 'node:os';
import { clusterFolders } from '../cluster/clusterFolders.ts';
import { expiring } from '../cluster/control-plane/pki.ts';
import { cgroupMounts } from '../cluster/namespaces/cgroups.ts';
import { freeUplinks } from '../cluster/namespaces/uplink.ts';
import { takesOverlay } from '../cluster/node/snapshotter.ts';
import type { Instance } from '../instance.ts';
import {
  CAPABILITIES,
  hasCapability,
  type Capability,
} from './capabilities.ts';
import type { Check } from './check.ts';

const NAMESPACES = ['mnt', 'pid', 'net', 'uts', 'ipc'];
const CONTROLLERS = ['cpu', 'memory', 'pids'];
const NEEDED_CAPABILITIES: Capability[] = ['CAP_SYS_ADMIN', 'CAP_NET_ADMIN'];
const WITHOUT = 'Or without a cluster:  ./payday up --cluster none';

/** What an embedded cluster needs of the kernel; the portal needs none of it. */
export function checkKernel(instance: Instance, isWanted: boolean): Check[] {
  if (platform() !== 'linux')
    return [missing('kernel', isWanted, platform(), 'A cluster needs Linux.')];
  return [
    checkNamespaces(isWanted),
    checkOverlay(instance, isWanted),
    checkControlGroups(isWanted),
    ...(Object.keys(CAPABILITIES) as Capability[]).map(name =>
      checkCapability(name, isWanted && NEEDED_CAPABILITIES.includes(name)),
    ),
    checkSubnet(instance, isWanted),
    checkClock(instance),
  ];
}

function checkNamespaces(isWanted: boolean): Check {
  const absent = NAMESPACES.filter(
    name => !existsSync(`/proc/self/ns/${name}`),
  );
  return absent.length === 0
    ? { name: 'kernel namespaces', result: 'ok', found: 'all' }
    : missing(
        'kernel namespaces',
        isWanted,
        `missing: ${absent.join(', ')}`,
        'The kernel was built without them.',
      );
}

function checkOverlay(instance: Instance, isWanted: boolean): Check {
  const name = 'overlayfs';
  const isKnown = /\boverlay\b/.test(readFileSync('/proc/filesystems', 'utf8'));
  if (process.getuid?.() !== 0 || !isWanted)
    return isKnown
      ? { name, result: 'ok', found: 'yes' }
      : slower(name, 'not loaded');
  const { cluster } = clusterFolders(instance);
  const folder = existsSync(cluster) ? cluster : instance.root;
  mkdirSync(folder, { recursive: true });
  return takesOverlay(folder)
    ? { name, result: 'ok', found: `yes, at ${folder}` }
    : slower(name, `not at ${folder}`);
}

const slower = (name: string, found: string): Check => ({
  name,
  result: 'warn',
  found,
  fix: 'Images are unpacked as whole copies instead, which is slower and takes more disk.',
});

function checkControlGroups(isWanted: boolean): Check {
  const name = 'control groups';
  const available = availableControllers();
  const absent = CONTROLLERS.filter(
    controller => !available.includes(controller),
  );
  return absent.length === 0
    ? { name, result: 'ok', found: CONTROLLERS.join(', ') }
    : missing(
        name,
        isWanted,
        `no ${absent.join(', ')}`,
        'Limits of pods need them: mount cgroup2 at /sys/fs/cgroup, or give this container its own control groups.',
      );
}

function availableControllers(): string[] {
  return cgroupMounts().flatMap(({ folder, version }) =>
    version === 2
      ? readFileSync(`${folder}/cgroup.controllers`, 'utf8').trim().split(' ')
      : folder.split('/').slice(-1)[0].split(','),
  );
}

function checkCapability(name: Capability, isNeeded: boolean): Check {
  if (hasCapability(name)) return { name, result: 'ok', found: 'yes' };
  return isNeeded
    ? missing(name, true, 'no', 'Run it as root, outside of a container.')
    : {
        name,
        result: 'ok',
        found:
          'no; pods then keep the priority of their parent when memory runs out',
      };
}

function checkSubnet(instance: Instance, isWanted: boolean): Check {
  const name = 'subnet';
  try {
    const [first] = freeUplinks(instance);
    return first === undefined
      ? missing(
          name,
          isWanted,
          'all of 10.199.0.0/24 is routed elsewhere',
          'See the routes:  ip route',
        )
      : { name, result: 'ok', found: `10.199.${first}.0/30 is free` };
  } catch {
    return missing(
      name,
      isWanted,
      '`ip` is not there',
      'apt-get install -y iproute2',
    );
  }
}

/** A clock that went back before the certificates were made breaks every connection in a way that names no clock. */
function checkClock(instance: Instance): Check {
  const name = 'clock';
  const now = new Date();
  const path = `${clusterFolders(instance).pki}/ca.crt`;
  if (!existsSync(path))
    return { name, result: 'ok', found: now.toISOString() };
  const { validFrom } = new X509Certificate(readFileSync(path));
  const madeAt = new Date(validFrom);
  if (now < madeAt)
    return {
      name,
      result: 'fail',
      found: `${now.toISOString()}, before the cluster was made (${madeAt.toISOString()})`,
      fix: 'Set the clock, then:  ./payday up',
    };
  const old = expiring(instance, now).length;
  return old === 0
    ? { name, result: 'ok', found: now.toISOString() }
    : {
        name,
        result: 'warn',
        found: `${old} certificates end within 30 days`,
        fix: './payday down, then ./payday up, makes new ones.',
      };
}

function missing(
  name: string,
  isWanted: boolean,
  found: string,
  fix: string,
): Check {
  return isWanted
    ? { name, result: 'fail', found, fix: `${fix} ${WITHOUT}` }
    : {
        name,
        result: 'warn',
        found,
        fix: 'Only an embedded cluster needs it; the portal does not.',
      };
}
