import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Instance } from '../../instance.ts';
import { machineWideId } from '../clusterFolders.ts';

const V2_CONTROLLERS = ['cpuset', 'cpu', 'io', 'memory', 'hugetlb', 'pids'];
const REMOVE_WITHIN_MS = 3_000;

/** A folder in which control groups can be made, of one controller with version 1. */
export interface CgroupMount {
  folder: string;
  version: 1 | 2;
}

/** Name of the cgroup under which all pods of the instance run, without a slash. */
export const cgroupName = (instance: Pick<Instance, 'runFolder'>): string =>
  `payday-${machineWideId(instance)}`;

/** Where control groups are mounted: one folder with version 2, one for each controller with version 1. */
export function cgroupMounts(
  mounts: string = readFileSync('/proc/self/mounts', 'utf8'),
): CgroupMount[] {
  const found = allCgroupMounts(mounts);
  const isHybrid = found.some(({ version }) => version === 1);
  // Where both are mounted, version 2 has no controllers and is only bookkeeping of systemd.
  return isHybrid ? found.filter(({ version }) => version === 1) : found;
}

/**
 * Makes the instance's cgroup in every hierarchy.
 * @throws Error when a hierarchy is read-only or its controllers cannot be handed down
 */
export function makeCgroups(instance: Pick<Instance, 'runFolder'>): void {
  for (const { folder, version } of cgroupMounts()) {
    const group = join(folder, cgroupName(instance));
    if (version === 2) handDown(folder);
    mkdirSync(group, { recursive: true });
    if (version === 2) handDown(group);
    else copyCpuset(group);
  }
}

/** Removes it again with all below, bottom-up; waits for processes that are just ending. @returns what could not be removed */
export async function removeCgroups(
  instance: Pick<Instance, 'runFolder'>,
): Promise<string[]> {
  const deadline = Date.now() + REMOVE_WITHIN_MS;
  for (;;) {
    const left = allCgroupMounts()
      .map(({ folder }) => join(folder, cgroupName(instance)))
      .filter(group => existsSync(group) && !removeTree(group));
    if (left.length === 0 || Date.now() > deadline) return left;
    await delay(50);
  }
}

/** True when the instance has cgroups on this machine. */
export function hasCgroups(instance: Pick<Instance, 'runFolder'>): boolean {
  return allCgroupMounts().some(({ folder }) =>
    existsSync(join(folder, cgroupName(instance))),
  );
}

function allCgroupMounts(
  mounts: string = readFileSync('/proc/self/mounts', 'utf8'),
): CgroupMount[] {
  return mounts
    .split('\n')
    .map(line => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2')
    .map(([, folder, type]) => ({
      folder,
      version: type === 'cgroup' ? 1 : 2,
    }));
}

function handDown(folder: string): void {
  const available = readFileSync(join(folder, 'cgroup.controllers'), 'utf8');
  const wanted = V2_CONTROLLERS.filter(name =>
    available.split(/\s+/).includes(name),
  );
  writeFileSync(
    join(folder, 'cgroup.subtree_control'),
    wanted.map(name => `+${name}`).join(' '),
  );
}

/** A new cpuset of version 1 is empty, and no process may enter it then. */
function copyCpuset(group: string): void {
  for (const file of ['cpuset.cpus', 'cpuset.mems']) {
    const path = join(group, file);
    if (!existsSync(path) || readFileSync(path, 'utf8').trim() !== '') continue;
    writeFileSync(path, readFileSync(join(dirname(group), file), 'utf8'));
  }
}

function removeTree(folder: string): boolean {
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) removeTree(join(folder, entry.name));
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
