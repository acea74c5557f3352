import { globSync } from 'node:fs';
import { chmod, chown, mkdir, rm, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BaseImageDefinition } from './imageDefinition.ts';
import type { ImageContext } from './imageContext.ts';
import { NON_ROOT, writeAccounts, writeCertificates } from './systemFiles.ts';

/** What has no use in a container. Licences stay, and so do the lists of packages that scanners read. */
const DROPPED = [
  'etc/apparmor.d',
  'etc/bash_completion.d',
  'etc/cron.*',
  'etc/default',
  'etc/init.d',
  'etc/logrotate.d',
  'etc/systemd',
  'etc/update-motd.d',
  'usr/games',
  'usr/lib/systemd',
  'usr/share/applications',
  'usr/share/base-files',
  'usr/share/bash-completion',
  'usr/share/bug',
  'usr/share/doc-base',
  'usr/share/doc/*/[!c]*',
  'usr/share/doc/*/c[!o]*',
  'usr/share/doc/*/con*',
  'usr/share/gdb',
  'usr/share/info',
  'usr/share/lintian',
  'usr/share/locale',
  'usr/share/man',
  'usr/share/menu',
  'usr/share/metainfo',
  'usr/share/pixmaps',
  'usr/share/zoneinfo/right',
  'var/cache/*',
  'var/log/*',
];

/**
 * Unpacks Debian packages one by one, keeping the links from /bin to /usr/bin and so on, and leaves each one's control
 * file where scanners look for it in images without a package manager.
 */
const UNPACK = `
set -o pipefail
umask 022
root=$1; shift
for package in "$@"; do
  dpkg-deb --fsys-tarfile "$package" |
    tar -xp --numeric-owner --keep-directory-symlink -C "$root"
  name=$(basename "$package")
  dpkg-deb --field "$package" >"$root/var/lib/dpkg/status.d/\${name%%_*}"
done
find "$root" -xdev -type f -perm /6000 -exec chmod a-s {} +
`;

/** Archives from npm have no entries for folders, which therefore get their mode from the umask. */
const UNPACK_NPM = `
umask 022
target=$1 file=$2; shift 2
exec tar -xzf "$file" -C "$target" --strip-components=1 --no-same-owner "$@"
`;

/** Packs a tree so that the same tree gives the same archive: names sorted, no times, numeric owners. */
const PACK = [
  '--create',
  '--sort=name',
  '--mtime=@0',
  '--numeric-owner',
  '--format=gnu',
];

/** An archive from npm that goes into the image. */
export interface NpmArchive {
  file: string;
  to: string;
  keep: string[];
}

/**
 * Puts a base image's tree together in `folder/rootfs` and packs it as `folder/context/rootfs.tar`. The same packages give the
 * same archive. Needs root, for the owners of files.
 */
export async function packRootFilesystem(
  folder: string,
  definition: Pick<BaseImageDefinition, 'folders' | 'links' | 'remove'>,
  packages: string[],
  npmArchives: NpmArchive[],
  context: ImageContext,
): Promise<void> {
  const root = join(folder, 'rootfs');
  await makeSkeleton(root);
  const bash = (script: string, ...args: string[]) =>
    context.run({
      file: 'bash',
      args: ['-euc', script, 'bash', ...args],
      cwd: folder,
    });
  await bash(UNPACK, root, ...packages);
  for (const { file, to, keep } of npmArchives) {
    await makeFolder(join(root, to));
    const kept = keep.map(path =>
      path === '.' ? 'package' : `package/${path}`,
    );
    await bash(UNPACK_NPM, join(root, to), file, ...kept);
  }
  await writeAccounts(root);
  await writeCertificates(root);
  await removeMatching(root, [
    ...DROPPED,
    ...definition.remove.map(path => path.slice(1)),
  ]);
  await makeLinks(root, definition.links);
  for (const path of definition.folders) {
    await makeFolder(join(root, path));
    await chmod(join(root, path), 0o750);
    await chown(join(root, path), NON_ROOT, NON_ROOT);
  }
  await mkdir(join(folder, 'context'));
  await context.run({
    file: 'tar',
    args: [...PACK, '--file=context/rootfs.tar', '-C', root, '.'],
    cwd: folder,
  });
  await rm(root, { recursive: true });
}

async function makeSkeleton(root: string): Promise<void> {
  await makeFolder(root);
  for (const name of ['bin', 'sbin', 'lib', 'lib64']) {
    await makeFolder(join(root, 'usr', name));
    await symlink(join('usr', name), join(root, name));
  }
  for (const path of ['run/lock', 'var/lib/dpkg/status.d'])
    await makeFolder(join(root, path));
  await symlink('../run', join(root, 'var/run'));
  await symlink('../run/lock', join(root, 'var/lock'));
}

/** Makes a folder with its parents, readable by all whatever the umask is. */
async function makeFolder(path: string): Promise<void> {
  const first = await mkdir(path, { recursive: true });
  if (first === undefined) return;
  for (let made = path; made.length >= first.length; made = dirname(made))
    await chmod(made, 0o755);
}

async function makeLinks(
  root: string,
  links: Record<string, string[]>,
): Promise<void> {
  for (const [target, paths] of Object.entries(links)) {
    for (const path of paths) {
      await rm(join(root, path), { force: true });
      await symlink(target, join(root, path));
    }
  }
}

async function removeMatching(root: string, patterns: string[]): Promise<void> {
  for (const path of globSync(patterns, { cwd: root }))
    await rm(join(root, path), { recursive: true, force: true });
}
