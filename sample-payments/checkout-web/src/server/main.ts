#!/usr/bin/env node
/** Serves the pages. Run it with `--import @payments/core/telemetry/register`; settings are in the README. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigurationError, parseEnvironment } from '@payments/core/configuration';
import { loggerOptions } from '@payments/core/telemetry';
import { telemetry } from '@payments/core/telemetry/register';
import pino from 'pino';
import { createServer } from './createServer.ts';
import { PagesMissingError } from './pages.ts';
import { webSettings } from './settings.ts';

try {
  const settings = parseEnvironment(webSettings, process.env);
  const logger = pino(loggerOptions(settings));
  const { server, startDraining } = await createServer(settings, logger);
  const address = await server.listen({ host: settings.HOST, port: settings.PORT });
  logger.info({ address }, 'listening');

  /** Readiness off; time for load balancers to notice; running requests to their end; telemetry last. */
  const drain = async (signal: string): Promise<void> => {
    logger.info({ signal, drain_ms: settings.DRAIN_MS }, 'draining');
    startDraining();
    await sleep(settings.DRAIN_MS);
    await server.close();
    logger.info('stopped');
    await telemetry.shutdown();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void drain(signal));
} catch (error) {
  if (!(error instanceof ConfigurationError || error instanceof PagesMissingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
