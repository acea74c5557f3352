import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

export const CHAOS_MAIN = path('../dist/main.js');

/** Compiles what runs as processes. Does nothing when it is up to date. */
export async function buildServices(): Promise<void> {
  const compiler = path('../../node_modules/typescript/bin/tsc');
  await promisify(execFile)(process.execPath, [compiler, '--build', path('..')]);
}
