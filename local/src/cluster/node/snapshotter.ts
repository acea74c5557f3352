import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../../instance.ts';
import { clusterFolders } from '../clusterFolders.ts';

const tried = new Map<string, 'overlayfs' | 'native'>();

/**
 * How images are unpacked: layered with overlayfs where the disk of the state folder takes it as an upper layer, else
 * as whole copies, which is slower and larger. Tried once for each process.
 */
export function snapshotter(
  instance: Pick<Instance, 'dataFolder' | 'runFolder'>,
): 'overlayfs' | 'native' {
  const { cluster } = clusterFolders(instance);
  const known = tried.get(cluster);
  if (known) return known;
  const result = takesOverlay(cluster) ? 'overlayfs' : 'native';
  tried.set(cluster, result);
  return result;
}

/** True when overlayfs can be mounted with its upper layer in this folder; the mount is gone when this returns. */
export function takesOverlay(folder: string): boolean {
  const probe = join(folder, '.overlay-probe');
  try {
    for (const name of ['lower', 'upper', 'work', 'merged'])
      mkdirSync(join(probe, name), { recursive: true });
    // In a mount namespace of its own, which ends with the command. Relative names: a path may hold commas and colons.
    execFileSync(
      'unshare',
      [
        '--mount',
        'mount',
        '-t',
        'overlay',
        '-o',
        'lowerdir=lower,upperdir=upper,workdir=work',
        'overlay',
        'merged',
      ],
      { cwd: probe, stdio: 'ignore', timeout: 5_000 },
    );
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}
