#!/usr/bin/env node
/**
 * Fills a migrated database with demonstration data (test mode only) and prints, as one JSON document on standard
 * output, the keys and passwords to try it with.
 */
import { ConfigurationError, parseEnvironment } from '../configuration/index.ts';
import { createDataSource } from '../database/index.ts';
import { redactSecrets } from '../pan/index.ts';
import { seedDatabase, seedSettings } from '../seed/index.ts';

const HOUR_MS = 3_600_000;

try {
  const settings = parseEnvironment(seedSettings, process.env);
  const owner = createDataSource({
    url: settings.DATABASE_MIGRATE_URL,
    role: 'migrate',
    applicationName: 'payments-seed',
  });
  await owner.initialize();
  try {
    const access = await seedDatabase(owner, {
      seed: settings.SEED,
      payments: settings.SEED_PAYMENTS,
      until: new Date(settings.SEED_UNTIL ?? Math.floor(Date.now() / HOUR_MS) * HOUR_MS),
      secrets: { apiKeyPepper: settings.API_KEY_PEPPER, sealingKey: settings.SEALING_KEY },
      webhookUrl: settings.SEED_WEBHOOK_URL,
      acquirerUrl: settings.SEED_ACQUIRER_URL,
    });
    if (access) process.stdout.write(`${JSON.stringify({ access }, null, 2)}\n`);
    say(access ? `Seeded ${settings.SEED_PAYMENTS} payments.` : 'The database holds the seeded merchants already.');
  } finally {
    await owner.destroy();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  say(redactSecrets(error instanceof ConfigurationError ? message : `Seeding failed: ${message}`));
  process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
