#!/usr/bin/env node
/** Brings the schema up to date and, where passwords are given, sets them on the services' roles. Run as a Job. */
import { ConfigurationError, migrationSettings, parseEnvironment } from '../configuration/index.ts';
import { createDataSource, fromTypeOrm, migrate, setRolePassword } from '../database/index.ts';
import { redactSecrets } from '../pan/index.ts';

try {
  const settings = parseEnvironment(migrationSettings, process.env);
  const owner = createDataSource({
    url: settings.DATABASE_MIGRATE_URL,
    role: 'migrate',
    applicationName: 'payments-migrate',
  });
  await owner.initialize();
  try {
    const names = await migrate(owner, { onRetry: reason => say(reason) });
    const database = fromTypeOrm(owner);
    if (settings.DATABASE_APP_PASSWORD) await setRolePassword(database, 'payments_app', settings.DATABASE_APP_PASSWORD);
    if (settings.DATABASE_READ_ONLY_PASSWORD) {
      await setRolePassword(database, 'payments_read_only', settings.DATABASE_READ_ONLY_PASSWORD);
    }
    say(names.length === 0 ? 'The schema is up to date.' : `Migrated: ${names.join(', ')}.`);
  } finally {
    await owner.destroy();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  say(redactSecrets(error instanceof ConfigurationError ? message : `The migration failed: ${message}`));
  process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
