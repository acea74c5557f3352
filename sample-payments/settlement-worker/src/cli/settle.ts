#!/usr/bin/env node
/** `payments-settle [YYYY-MM-DD]`: settles a UTC day that is over, by default the latest one. Harmless to repeat. */
import { ConfigurationError, databaseSettings, parseEnvironment } from '@payments/core/configuration';
import { createDataSource, fromTypeOrm } from '@payments/core/database';
import { redactSecrets } from '@payments/core/pan';
import { dueBusinessDate } from '../settlement/dueBusinessDate.ts';
import { BusinessDateError, settleDay } from '../settlement/settleDay.ts';

try {
  const { DATABASE_URL: url } = parseEnvironment(databaseSettings, process.env);
  const dataSource = createDataSource({ url, role: 'app', poolSize: 1, applicationName: 'payments-settle' });
  await dataSource.initialize();
  try {
    const businessDate = process.argv[2] ?? (await dueBusinessDate(fromTypeOrm(dataSource)));
    const batches = await settleDay(dataSource, businessDate);
    say(`${businessDate}: ${batches} ${batches === 1 ? 'batch' : 'batches'} made.`);
  } finally {
    await dataSource.destroy();
  }
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  const isOurs = error instanceof ConfigurationError || error instanceof BusinessDateError;
  say(redactSecrets(isOurs ? message : `The settlement failed: ${message}`));
  process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
