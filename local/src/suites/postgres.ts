import { existsSync, globSync } from 'node:fs';
import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  howToInstall,
  installDebianPackages,
  mayInstallPackages,
} from './debianPackages.ts';
import { freeLoopbackPort } from './freeLoopbackPort.ts';
import type { Finished, SuiteContext } from './suite.ts';
import { tail } from './tail.ts';

/** A running throw-away Postgres, or why there is none. */
export type Postgres =
  | { kind: 'running'; url: string; stop(): Promise<void> }
  | { kind: 'absent'; why: string };

/**
 * Starts a Postgres cluster of this run's own in the suite's work folder, on a free loopback port. Its data is not
 * synced to disk. When there is none and the run may install system packages, Debian's `postgresql` is
 * installed (without a cluster of its own). As root, the server runs as the user `postgres`, since it refuses root.
 * @throws Error when a server is installed but does not start
 */
export async function startPostgres(context: SuiteContext): Promise<Postgres> {
  const programs = await ensurePostgresPrograms(context);
  if (programs === undefined) {
    return {
      kind: 'absent',
      why: `no Postgres server is installed; ${howToInstall(context, [
        'postgresql',
      ])}`,
    };
  }

  const folder = join(context.workFolder, 'postgres');
  await mkdir(folder, { mode: 0o700 });
  if (isRoot()) {
    await chmod(context.workFolder, 0o711);
    await context.run('chown', ['postgres:', folder]);
  }
  const server = {
    data: join(folder, 'data'),
    log: join(folder, 'server.log'),
    port: await freeLoopbackPort(),
  };
  const run = (program: string, ...args: string[]) =>
    runAsServer(context, join(programs, program), [
      ...args,
      `--pgdata=${server.data}`,
    ]);

  const options = [
    'listen_addresses=127.0.0.1',
    `port=${server.port}`,
    `unix_socket_directories=${folder}`,
    'fsync=off',
    'max_connections=200',
  ];
  succeeded(
    await run(
      'initdb',
      '--username=payday',
      '--auth=trust',
      '--encoding=UTF8',
      '--no-sync',
    ),
    'initdb',
  );
  succeeded(
    await run(
      'pg_ctl',
      'start',
      '--wait',
      `--log=${server.log}`,
      `--options=${options.map(option => `-c ${option}`).join(' ')}`,
    ),
    'pg_ctl start',
    await readFile(server.log, 'utf8').catch(() => ''),
  );
  return {
    kind: 'running',
    url: `postgresql://payday@127.0.0.1:${server.port}/postgres`,
    stop: async () => {
      await run('pg_ctl', 'stop', '--wait', '--mode=immediate');
    },
  };
}

/** Folder of the newest server's programs, which are installed first where that is allowed; `undefined` without any. */
export async function ensurePostgresPrograms(
  context: SuiteContext,
): Promise<string | undefined> {
  return findPrograms() ?? install(context);
}

/** Folder of the newest server's programs. */
function findPrograms(): string | undefined {
  const [newest] = globSync('/usr/lib/postgresql/*/bin/pg_ctl').sort(
    (one, other) => versionOf(other) - versionOf(one),
  );
  return newest && dirname(newest);
}

function versionOf(path: string): number {
  return Number(path.match(/postgresql\/(\d+)/)?.[1] ?? 0);
}

/** Debian's package makes a cluster of its own unless a file tells it not to; that file is there only meanwhile. */
async function install(context: SuiteContext): Promise<string | undefined> {
  if (!mayInstallPackages(context)) return undefined;
  const configuration = '/etc/postgresql-common/createcluster.conf';
  const isOurs = !existsSync(configuration);
  try {
    if (isOurs) {
      await mkdir(dirname(configuration), { recursive: true });
      await writeFile(configuration, 'create_main_cluster = false\n');
    }
    await installDebianPackages(context, ['postgresql']);
  } finally {
    if (isOurs) await rm(configuration, { force: true });
  }
  return findPrograms();
}

/** Runs one of the server's programs as a user it accepts. */
function runAsServer(
  context: SuiteContext,
  program: string,
  args: string[],
): Promise<Finished> {
  const options = { cwd: '/' };
  return isRoot()
    ? context.run(
        'runuser',
        ['-u', 'postgres', '--', program, ...args],
        options,
      )
    : context.run(program, args, options);
}

function isRoot(): boolean {
  return process.getuid?.() === 0;
}

function succeeded({ exitCode, output }: Finished, what: string, log = '') {
  if (exitCode !== 0) {
    throw new Error(`${what} failed\n${tail(`${output}\n${log}`)}`);
  }
}
