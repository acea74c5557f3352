import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ManagedProcess } from '@payments/testing';
import { z } from 'zod';

const require = createRequire(import.meta.url);

const packageSchema = z.object({
  scripts: z.object({ start: z.string().regex(/^node .*dist\/main\.js$/) }),
});

export interface Service {
  name: '@payments/api' | '@payments/settlement-worker';
  port: number;
  environment: Record<string, string>;
  logFile: string;
  /** Node's flags beyond those of `npm start`. */
  flags?: readonly string[];
}

/** Starts a service with the flags of its own `npm start`, so that a change of those is measured too. */
export async function startService(service: Service): Promise<ManagedProcess> {
  const { name, port, environment, logFile, flags = [] } = service;
  const { folder, own } = startOf(name);
  return new ManagedProcess({
    command: process.execPath,
    arguments: [...flags, ...own, join(folder, 'dist', 'main.js')],
    environment: { HOST: '127.0.0.1', PORT: String(port), ...environment },
    logFile,
    isReady: async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok,
    readyWithinMs: 60_000,
  }).start();
}

function startOf(name: Service['name']): { folder: string; own: string[] } {
  const file = require.resolve(`${name}/package.json`);
  const { start } = packageSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).scripts;
  return { folder: dirname(file), own: start.split(' ').slice(1, -1) };
}
