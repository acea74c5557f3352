import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { CommandFailed } from '../supervisor/childProcess.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import { withOutput } from './commandOutput.ts';
import type { BaseImageDefinition } from './imageDefinition.ts';
import { imageFolders, type ImageContext } from './imageContext.ts';

const LISTS_STAY_FRESH_MS = 3_600_000;

export const debianPackageSchema = z.object({
  name: z.string(),
  version: z.string(),
  /** File name of the package in apt's archive. */
  file: z.string(),
  sha256: z.string(),
});

/** One exact version of a Debian package. */
export type DebianPackage = z.infer<typeof debianPackageSchema>;

type Wanted = Pick<BaseImageDefinition, 'name' | 'packages' | 'leaveOut'>;

/**
 * The exact packages that go into an image now, by name: those it asks for and all they depend on, from the Debian 12
 * sources of this machine, with security updates.
 * @throws Problem when they cannot be found out
 */
export async function resolvePackages(
  wanted: Wanted,
  context: ImageContext,
): Promise<DebianPackage[]> {
  const { apt } = imageFolders(context.cache);
  await prepare(apt, wanted);
  context.report(`Looking for package updates (${wanted.name})`);
  try {
    await refreshLists(apt, context);
    const list = join(apt, 'packages.txt');
    const query = ['-qq', '--print-uris', ...installArguments(apt, wanted)];
    await context.run(
      withOutput({ file: 'apt-get', args: query, cwd: apt }, list),
    );
    return parsePackageList(await readFile(list, 'utf8'));
  } catch (error) {
    throw packageProblem(wanted, error, context);
  }
}

/** Downloads exactly these packages. @returns their paths in the same order */
export async function downloadPackages(
  wanted: Wanted,
  packages: DebianPackage[],
  context: ImageContext,
): Promise<string[]> {
  const { apt } = imageFolders(context.cache);
  await prepare(apt, wanted);
  const archives = join(apt, 'archives');
  context.report(`Downloading packages (${wanted.name})`);
  try {
    await context.run({
      file: 'apt-get',
      args: [
        '-q',
        '-y',
        '--download-only',
        ...installArguments(apt, wanted, archives),
      ],
      cwd: apt,
    });
  } catch (error) {
    throw packageProblem(wanted, error, context);
  }
  return packages.map(({ file }) => join(archives, file));
}

/** Reads what `apt-get --print-uris` prints: address, file name, size and hash. Sorted by package name. */
export function parsePackageList(text: string): DebianPackage[] {
  const packages = text.split('\n').flatMap(line => {
    const match = /^'[^']+' (\S+)\.deb \d+ SHA256:([0-9a-f]{64})$/.exec(line);
    if (!match) return [];
    const [name, version] = match[1].split('_');
    return {
      name,
      version: decodeURIComponent(version),
      file: `${match[1]}.deb`,
      sha256: match[2],
    };
  });
  return packages.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Debian 12 and its updates, whatever other sources this machine has. */
const PREFERENCES = [
  ...['bookworm', 'bookworm-updates', 'bookworm-security'].map(
    suite =>
      `Package: *\nPin: release o=Debian, n=${suite}\nPin-Priority: 990\n`,
  ),
  'Package: *\nPin: release *\nPin-Priority: -1\n',
].join('\n');

/** A package database in which nothing is installed but what is left out. */
export function packageDatabase(leaveOut: string[], architecture: string) {
  return leaveOut
    .map(
      name =>
        `Package: ${name}\nStatus: install ok installed\nVersion: 999:0\nArchitecture: ${architecture}\nMulti-Arch: allowed\nMaintainer: none\nDescription: left out\n\n`,
    )
    .join('');
}

async function prepare(apt: string, wanted: Wanted): Promise<void> {
  for (const folder of ['lists', 'archives', 'none', 'preferences.d'])
    await mkdir(join(apt, folder, 'partial'), { recursive: true });
  await writeFile(join(apt, 'preferences'), PREFERENCES);
  const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
  await writeFile(
    join(apt, 'status'),
    packageDatabase(wanted.leaveOut, architecture),
  );
}

/** Options that keep apt to its folder in the cache: nothing of the machine's own state is read or changed. */
function aptOptions(apt: string, archives = join(apt, 'none')): string[] {
  return [
    `Dir::State=${apt}`,
    `Dir::State::Lists=${join(apt, 'lists')}`,
    `Dir::State::status=${join(apt, 'status')}`,
    `Dir::Cache=${apt}`,
    `Dir::Cache::archives=${archives}`,
    `Dir::Etc::preferences=${join(apt, 'preferences')}`,
    `Dir::Etc::preferencesparts=${join(apt, 'preferences.d')}`,
    'APT::Sandbox::User=root',
    'Acquire::Languages=none',
    'Acquire::ForceHash=SHA256',
    'Acquire::http::Timeout=15',
    'Acquire::Retries=2',
  ].flatMap(option => ['-o', option]);
}

function installArguments(apt: string, wanted: Wanted, archives?: string) {
  return [
    ...aptOptions(apt, archives),
    '--no-install-recommends',
    'install',
    ...wanted.packages,
  ];
}

async function refreshLists(apt: string, context: ImageContext): Promise<void> {
  const stamp = join(apt, 'updated');
  const age = await stat(stamp).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => Infinity,
  );
  if (age >= 0 && age < LISTS_STAY_FRESH_MS) return;
  // A source that does not answer is only a warning to apt: the lists of last time are used then.
  await context.run({
    file: 'apt-get',
    args: ['-q', ...aptOptions(apt), 'update'],
    cwd: apt,
  });
  await writeFile(`${stamp}.new`, '');
  await rename(`${stamp}.new`, stamp);
}

function packageProblem(
  { name }: Wanted,
  error: unknown,
  context: ImageContext,
): Problem {
  context.signal.throwIfAborted();
  const tail = error instanceof CommandFailed ? error.tail : String(error);
  if (/Unable to locate package|no installation candidate/.test(tail)) {
    return new Problem(
      `The packages of the image "${name}" are not in this machine's package sources, which must be those of Debian 12.`,
      [
        'To see them:  grep -rh "^URIs\\|^deb" /etc/apt/sources.list*',
        ...tail
          .split('\n')
          .filter(line => line.startsWith('E: '))
          .slice(0, 3),
      ],
      { cause: error },
    );
  }
  return commandProblem(`Getting the packages of the image "${name}"`, error);
}
