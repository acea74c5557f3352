import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort } from '@payments/testing';
import { Service } from './Service.ts';

/** Our processes run compiled, as in production. The same relative path from `src` and from `dist`. */
const MAINS = {
  api: fileURLToPath(new URL('../../../payments-api/dist/main.js', import.meta.url)),
  worker: fileURLToPath(new URL('../../../settlement-worker/dist/main.js', import.meta.url)),
};

/** A second or two; more on a machine that is busy with many other things. */
const READY_WITHIN_MS = 180_000;

/** Starts an API or a worker, as their `npm start` does, and waits until it is ready. */
export async function startService(
  kind: keyof typeof MAINS,
  { name, folder, environment }: { name: string; folder: string; environment: Record<string, string> },
): Promise<Service> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const service = new Service({
    name,
    url,
    command: process.execPath,
    arguments: kind === 'api' ? ['--import', '@payments/core/telemetry/register', MAINS.api] : [MAINS.worker],
    environment: { HOST: '127.0.0.1', PORT: String(port), METRICS_PORT: 'off', ...environment },
    logFile: join(folder, `${name}.log`),
    isReady: async () => (await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2_000) })).ok,
    readyWithinMs: READY_WITHIN_MS,
  });
  await service.start();
  return service;
}
