import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { postgresBinary, type PostgresServer } from '@payments/testing';
import type { PgbenchScript } from './pgbenchScript.ts';

export interface PgbenchRun {
  /** The folder is for the script. */
  postgres: Pick<PostgresServer, 'port' | 'folder'>;
  database: string;
  script: PgbenchScript;
  clients: number;
  seconds: number;
}

export interface PgbenchResult {
  perSecond: number;
  transactions: number;
}

/**
 * Runs the script as the API's role, prepared, over TCP as the API does, and counts without the time to connect.
 * @throws Error when a transaction failed
 */
export async function pgbench({ postgres, database, script, clients, seconds }: PgbenchRun): Promise<PgbenchResult> {
  const file = join(postgres.folder, 'payment.pgbench');
  writeFileSync(file, script.text);
  const values = { ...script.values, n: '0', base: String(Date.now() * 1_000) };
  const options = {
    protocol: 'prepared',
    file,
    time: seconds,
    client: clients,
    jobs: 1,
    host: '127.0.0.1',
    port: postgres.port,
    username: 'payments_app',
  };
  const { stdout } = await promisify(execFile)(postgresBinary('pgbench'), [
    '--no-vacuum',
    ...Object.entries(options).map(([name, value]) => `--${name}=${value}`),
    ...Object.entries(values).map(([name, value]) => `--define=${name}=${value}`),
    database,
  ]);
  const failed = numberIn(stdout, /number of failed transactions: (\d+)/);
  if (failed > 0) throw new Error(`${failed} transactions of pgbench failed.`);
  return {
    perSecond: numberIn(stdout, /tps = ([\d.]+) \(without initial connection time\)/),
    transactions: numberIn(stdout, /number of transactions actually processed: (\d+)/),
  };
}

function numberIn(output: string, pattern: RegExp): number {
  const [, digits] = pattern.exec(output) ?? [];
  if (digits === undefined) throw new Error(`pgbench did not say ${pattern}:\n${output}`);
  return Number(digits);
}
