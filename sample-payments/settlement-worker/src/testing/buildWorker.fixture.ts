import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const WORKER_DIST = path('../../dist');

/** Compiles the worker, because Node cannot strip decorators. Does nothing when it is up to date. */
export async function buildWorker(): Promise<void> {
  const compiler = path('../../../node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '--build', path('../..')]);
}
