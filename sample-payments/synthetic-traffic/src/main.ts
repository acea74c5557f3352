#!/usr/bin/env node
/** Sends synthetic traffic until it is told to end. Settings are in the README. */
import { metrics } from '@opentelemetry/api';
import { ConfigurationError, parseEnvironment } from '@payments/core/configuration';
import { syntheticApiKey } from '@payments/core/merchants';
import { loggerOptions } from '@payments/core/telemetry';
import { telemetry } from '@payments/core/telemetry/register';
import pino from 'pino';
import { Pace } from './Pace.ts';
import { trafficSettings } from './settings.ts';
import { Shopper, type Outcome } from './Shopper.ts';

const SUMMARY_EVERY_MS = 60_000;

try {
  const settings = parseEnvironment(trafficSettings, process.env);
  const logger = pino(loggerOptions(settings));
  const url = new URL(settings.TARGET_URL);
  const host = settings.TARGET_HOST ?? url.host;
  const apiKeys = new Map(
    settings.SYNTHETIC_MERCHANTS.map(name => [name, syntheticApiKey(name, settings.SYNTHETIC_TRAFFIC_KEY).key]),
  );
  const shopper = new Shopper({ url, host, apiKeys });
  const counter = metrics.getMeter('synthetic-traffic').createCounter('payments.synthetic.requests', {
    description: 'Requests of synthetic traffic, by what they were and the status they got (0: no answer).',
  });
  let sent = 0;
  let failed = 0;
  const note = ({ operation, status, requestId, failure }: Outcome) => {
    counter.add(1, { operation, status });
    sent += 1;
    if (status > 0 && status < 400) return;
    failed += 1;
    logger.warn({ operation, status, request_id: requestId, failure }, 'request failed');
  };
  const paces = [
    new Pace(settings.PAYMENTS_PER_SECOND, async () => note(await shopper.pay())),
    new Pace(settings.READS_PER_SECOND, async () => note(await shopper.read())),
  ];
  const summary = setInterval(() => {
    const skipped = paces.reduce((sum, pace) => sum + pace.takeSkipped(), 0);
    logger.info({ sent, failed, skipped, host }, 'synthetic traffic of the last minute');
    sent = 0;
    failed = 0;
  }, SUMMARY_EVERY_MS);
  logger.info({ host, merchants: [...apiKeys.keys()] }, 'sending synthetic traffic');

  const stop = async (signal: string): Promise<void> => {
    clearInterval(summary);
    await Promise.all(paces.map(pace => pace.stop()));
    shopper.close();
    logger.info({ signal }, 'stopped');
    await telemetry.shutdown();
    process.exit(0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void stop(signal));
} catch (error) {
  if (!(error instanceof ConfigurationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
