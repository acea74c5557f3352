#!/usr/bin/env node
/** Opens the made-up merchants of synthetic traffic, as the services' own role. Run before the traffic, as often as wanted. */
import { z } from 'zod';
import { ConfigurationError, databaseSettings, parseEnvironment, secretSettings } from '../configuration/index.ts';
import { createDataSource, inTransaction } from '../database/index.ts';
import { ensureSyntheticMerchants, syntheticSettings } from '../merchants/index.ts';
import { redactSecrets } from '../pan/index.ts';

const settingsSchema = z.object({
  ...syntheticSettings.shape,
  DATABASE_URL: databaseSettings.shape.DATABASE_URL,
  API_KEY_PEPPER: secretSettings.shape.API_KEY_PEPPER,
});

try {
  const settings = parseEnvironment(settingsSchema, process.env);
  const names = settings.SYNTHETIC_MERCHANTS;
  const source = createDataSource({
    url: settings.DATABASE_URL,
    role: 'app',
    poolSize: 1,
    applicationName: 'payments-synthetic-merchants',
  });
  await source.initialize();
  try {
    const secrets = { trafficKey: settings.SYNTHETIC_TRAFFIC_KEY, apiKeyPepper: settings.API_KEY_PEPPER };
    await inTransaction(source, database => ensureSyntheticMerchants(database, names, secrets));
    say(`Synthetic traffic has ${names.length} ${names.length === 1 ? 'merchant' : 'merchants'}: ${names.join(', ')}.`);
  } finally {
    await source.destroy();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  say(redactSecrets(error instanceof ConfigurationError ? message : `The merchants could not be opened: ${message}`));
  process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
