/**
 * `npm run record:release`, when a version is released: writes what its code relies on to
 * `payments-core/releases/<version>.json`, from a database that it migrates for that.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createDataSource, fromTypeOrm } from '@payments/core/database';
import { readSchema } from '@payments/core/release-contract';
import { PostgresServer } from './PostgresServer.ts';
import { createTemplate, TEMPLATE } from './template.ts';

/** The same relative path from `src` and from `dist`. */
const core = new URL('../../payments-core/', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', core), 'utf8')) as { version: string };

const postgres = await PostgresServer.start();
try {
  await createTemplate(postgres);
  const url = postgres.url('payments_migrate', TEMPLATE);
  const owner = createDataSource({ url, role: 'migrate', applicationName: 'record-release' });
  await owner.initialize();
  const contract = await readSchema(fromTypeOrm(owner), version);
  await owner.destroy();
  const folder = new URL('releases/', core);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(`${version}.json`, folder), `${JSON.stringify(contract, null, 2)}\n`);
} finally {
  await postgres.dispose();
}
