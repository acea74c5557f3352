#!/usr/bin/env node
/**
 * Opens merchants and lets their people sign in, as the services' own role: for the person who runs the platform, from
 * inside a pod of the API. Prints one JSON document on standard output. Nothing in it is logged or kept.
 */
import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { ConfigurationError, databaseSettings, parseEnvironment, secretSettings } from '../configuration/index.ts';
import { createDataSource, fromTypeOrm, inTransaction } from '../database/index.ts';
import {
  addPerson,
  listMerchants,
  MerchantError,
  openMerchant,
  parseMerchantsCommand,
  UsageError,
  type MerchantsCommand,
} from '../merchants/index.ts';
import { redactSecrets } from '../pan/index.ts';

const merchantsSettings = z.object({
  DATABASE_URL: databaseSettings.shape.DATABASE_URL,
  API_KEY_PEPPER: secretSettings.shape.API_KEY_PEPPER,
});

try {
  const command = parseMerchantsCommand(process.argv.slice(2));
  const settings = parseEnvironment(merchantsSettings, process.env);
  const source = createDataSource({
    url: settings.DATABASE_URL,
    role: 'app',
    poolSize: 1,
    applicationName: 'payments-merchants',
  });
  await source.initialize();
  try {
    const result = await run(source, command, settings.API_KEY_PEPPER);
    process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
  } finally {
    await source.destroy();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isPlain = [ConfigurationError, MerchantError, UsageError].some(kind => error instanceof kind);
  process.stderr.write(`${redactSecrets(isPlain ? message : `Nothing was changed: ${message}`)}\n`);
  process.exitCode = error instanceof UsageError ? 2 : 1;
}

function run(source: DataSource, command: MerchantsCommand, apiKeyPepper: Buffer): Promise<unknown> {
  switch (command.verb) {
    case 'list':
      return listMerchants(fromTypeOrm(source));
    case 'add-person': {
      const { merchant, email, person: displayName, role } = command.options;
      return inTransaction(source, database => addPerson(database, merchant, { email, displayName, role }));
    }
    case 'open': {
      const { name, email, person: displayName, 'fee-basis-points': feeBasisPoints } = command.options;
      const merchant = { name, feeBasisPoints, admin: { email, displayName } };
      return inTransaction(source, database => openMerchant(database, merchant, apiKeyPepper));
    }
  }
}
