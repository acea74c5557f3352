import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from '../supervisor/component.ts';

/** Where buildah keeps what it works on. */
export interface BuilderStorage {
  folder: string;
  driver: 'overlay' | 'vfs';
}

/**
 * Gives the builder its own mounts, which the kernel undoes when it ends in whatever way, and hides the one folder
 * outside of its storage that it would write to.
 */
const ISOLATE = `
umask 022
mkdir -p /var/lib/containers
mount -t tmpfs -o size=16m,mode=0700 tmpfs /var/lib/containers
exec "$@"
`;

/**
 * Makes an empty storage for buildah in a folder. Overlay is asked for; where the kernel or disk refuses it, whole
 * copies are made instead.
 * @param canOverlay whether an overlay can be mounted on that disk
 */
export async function makeStorage(
  folder: string,
  canOverlay: boolean,
): Promise<BuilderStorage> {
  await mkdir(join(folder, 'tmp'), { recursive: true });
  await writeFile(
    join(folder, 'policy.json'),
    JSON.stringify({ default: [{ type: 'insecureAcceptAnything' }] }),
  );
  await writeFile(
    join(folder, 'registries.conf'),
    'unqualified-search-registries = []\nshort-name-mode = "disabled"\n',
  );
  const driver = canOverlay ? 'overlay' : 'vfs';
  await writeFile(
    join(folder, 'storage.conf'),
    `[storage]\ndriver = "${driver}"\n`,
  );
  return { folder, driver };
}

/**
 * Command line that runs buildah on a storage, apart from the machine's own containers and their configuration. Needs
 * root. It leaves no mount behind.
 */
export function buildahCommand(
  { folder, driver }: BuilderStorage,
  verb: string,
  args: string[],
  cwd: string = folder,
): Command {
  const takesPolicy = ['bud', 'pull', 'push', 'from'].includes(verb);
  return {
    file: 'unshare',
    args: [
      ...['--mount', '--propagation', 'private'],
      ...['sh', '-euc', ISOLATE, 'sh', 'buildah'],
      ...['--root', join(folder, 'root')],
      ...['--runroot', join(folder, 'run')],
      ...['--storage-driver', driver],
      ...['--registries-conf', join(folder, 'registries.conf')],
      verb,
      ...(takesPolicy
        ? ['--signature-policy', join(folder, 'policy.json')]
        : []),
      ...args,
    ],
    cwd,
    env: {
      TMPDIR: join(folder, 'tmp'),
      CONTAINERS_CONF: '/dev/null',
      CONTAINERS_STORAGE_CONF: join(folder, 'storage.conf'),
    },
  };
}
