#!/usr/bin/env node
/** Starts the worker, and ends it in order on SIGTERM. */
import { telemetry } from '@payments/core/telemetry/register';
import { ConfigurationError, parseEnvironment } from '@payments/core/configuration';
import { redactSecrets } from '@payments/core/pan';
import { workerSettings } from './settings.ts';

try {
  // Not a plain import: that would load what telemetry patches while telemetry is still starting.
  const { createWorker } = await import('./createWorker.ts');
  const worker = await createWorker(parseEnvironment(workerSettings, process.env));
  let isStopping = false;
  const stop = async () => {
    if (isStopping) return;
    isStopping = true;
    await worker.drain();
    await telemetry.shutdown();
    await worker.stop();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const text = error instanceof ConfigurationError ? message : `The worker could not start: ${message}`;
  process.stderr.write(`${redactSecrets(text)}\n`);
  process.exit(1);
}
