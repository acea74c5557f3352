#!/usr/bin/env node
/** Starts the API. Run it with `--import @payments/core/telemetry/register`; settings are in the README. */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseEnvironment } from '@payments/core/configuration';
import { loggerOptions } from '@payments/core/telemetry';
import { telemetry } from '@payments/core/telemetry/register';
import pino from 'pino';
import { createApp } from './createApp.ts';
import { Lifecycle } from './platform/Lifecycle.ts';
import { apiSettings } from './settings.ts';

const settings = parseEnvironment(apiSettings, process.env);
const logger = pino(loggerOptions(settings));
const app = await createApp(settings, logger);
await app.listen(settings.PORT, settings.HOST);
logger.info({ address: await app.getUrl() }, 'listening');

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void drain(signal));

/**
 * Readiness off; time for load balancers to notice; no new connections; the running requests to their end; pools
 * (`Lifecycle`); and telemetry last, so that it tells of all this.
 */
async function drain(signal: string): Promise<void> {
  logger.info({ signal, drain_ms: settings.DRAIN_MS }, 'draining');
  app.get(Lifecycle).startDraining();
  await sleep(settings.DRAIN_MS);
  await app.close();
  logger.info('stopped');
  await telemetry.shutdown();
  process.exit(0);
}
