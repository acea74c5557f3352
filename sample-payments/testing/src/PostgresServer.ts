import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './freePort.ts';
import { ManagedProcess } from './ManagedProcess.ts';

export type TestRole = 'payments_migrate' | 'payments_app' | 'payments_read_only' | 'postgres';

export interface PostgresOptions {
  /** With fsync, for crash tests and benchmarks. Without it (the default) a start takes about a second. */
  durable?: boolean;
  /** More `name=value` settings. */
  settings?: Record<string, string>;
  maxConnections?: number;
}

/** What a lost power cord would break does not matter to unit tests. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '64MB' };
const DURABLE = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', shared_buffers: '256MB' };

/** A PostgreSQL server of its own in a temporary folder, from the binaries installed on this machine. */
export class PostgresServer {
  readonly port: number;
  readonly folder: string;
  readonly #process: ManagedProcess;

  private constructor(port: number, folder: string, server: ManagedProcess) {
    this.port = port;
    this.folder = folder;
    this.#process = server;
  }

  /**
   * Makes and starts a server; everyone on the loopback address is trusted. The role `payments_migrate` may create
   * databases and roles, as the owner of the database may in production.
   */
  static async start(options: PostgresOptions = {}): Promise<PostgresServer> {
    const folder = mkdtempSync(join(tmpdir(), 'payments-postgres-'));
    const user = unprivilegedUser();
    if (user) chownSync(folder, user.uid, user.gid);
    const data = join(folder, 'data');
    const initdb = ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8', '--no-sync'];
    execFileSync(postgresBinary('initdb'), initdb, { stdio: 'pipe', cwd: folder, ...user });
    const port = await freePort();
    const settings = {
      ...(options.durable ? DURABLE : FAST),
      max_connections: String(options.maxConnections ?? 200),
      log_line_prefix: '%m [%p] %u@%d ',
      ...options.settings,
    };
    const server = new ManagedProcess({
      command: postgresBinary('postgres'),
      arguments: [
        '-D',
        data,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-k',
        folder,
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      logFile: join(folder, 'postgres.log'),
      isReady: () => answers(port),
      user,
    });
    const postgres = new PostgresServer(port, folder, server);
    await server.start();
    await postgres.execute('postgres', 'CREATE ROLE payments_migrate LOGIN CREATEROLE CREATEDB');
    return postgres;
  }

  /** The address of a database for a role. */
  url(role: TestRole, database: string): string {
    return `postgresql://${role}@127.0.0.1:${this.port}/${database}`;
  }

  /** Runs one statement as superuser. */
  async execute(database: string, sql: string): Promise<void> {
    const client = new Client({ connectionString: this.url('postgres', database) });
    // A server that crashes under the statement fails the query; without a listener it would end this process too.
    client.on('error', () => {});
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  }

  /** Creates a database that `payments_migrate` owns, empty or as a copy of another. */
  async createDatabase(name: string, template = 'template0'): Promise<void> {
    await this.execute('postgres', `CREATE DATABASE ${name} OWNER payments_migrate TEMPLATE ${template}`);
    await this.execute(name, 'ALTER SCHEMA public OWNER TO payments_migrate');
  }

  async dropDatabase(name: string): Promise<void> {
    await this.execute('postgres', `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  }

  /** Stops as a crash would: no checkpoint, recovery from the log at the next start. */
  async crash(): Promise<void> {
    await this.#process.stop('SIGQUIT');
  }

  /** Starts again after `crash`, on the same port and data. */
  async restart(): Promise<void> {
    await this.#process.start();
  }

  /** Stops it and deletes its folder. */
  async dispose(): Promise<void> {
    await this.#process.stop('SIGINT');
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Newest installed version first (Debian keeps them out of PATH), then PATH. */
export function postgresBinary(name: string): string {
  const debian = globSync('/usr/lib/postgresql/*/bin').sort((a, b) => version(b) - version(a));
  const folder = [...debian, ...(process.env.PATH ?? '').split(delimiter)].find(each => existsSync(join(each, name)));
  if (!folder) {
    throw new Error(`${name} was not found.\nTo install it:  apt-get install -y postgresql`);
  }
  return join(folder, name);
}

function version(folder: string): number {
  return Number(/postgresql\/(\d+)/.exec(folder)?.[1] ?? 0);
}

/** PostgreSQL refuses to run as root; then it runs as `postgres`, or as `nobody` where that user is missing. */
function unprivilegedUser(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      const id = (flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      continue;
    }
  }
  throw new Error('PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody.');
}

async function answers(port: number): Promise<boolean> {
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', database: 'postgres' });
  // Without a listener, a server that ends the connection while starting would end this process too.
  client.on('error', () => {});
  await client.connect();
  await client.end();
  return true;
}
