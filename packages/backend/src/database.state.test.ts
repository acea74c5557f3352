import { dirname, join } from 'node:path';
import { existsSync, readdirSync } from 'node:fs';
import { databaseServiceFactory } from '@backstage/backend-defaults/database';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  TestDatabases,
} from '@backstage/backend-test-utils';
import type { TestDatabaseId } from '@backstage/backend-test-utils';
import type { JsonObject } from '@backstage/types';
import type { Knex } from 'knex';
import request from 'supertest';
import { dependencies } from '../package.json';
import { installedFeatures, portalConfig } from './testing/installedPortal';

if (process.env.PAYDAY_TEST_POSTGRES_URL) {
  process.env.BACKSTAGE_TEST_DATABASE_POSTGRES15_CONNECTION_STRING =
    process.env.PAYDAY_TEST_POSTGRES_URL;
}

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_15'],
  disableDocker: true,
});

const sqliteFolder = createMockDirectory();

/** Their tables exist on Postgres alone: on SQLite search and the event bus live in memory. */
const ONLY_ON_POSTGRES = [
  '@backstage/plugin-events-backend',
  '@backstage/plugin-search-backend-module-pg',
];

/** Folders of migrations of everything that is installed in the portal, Payday's own included. */
const migrationFolders = Object.keys(dependencies).flatMap(name => {
  const folder = join(
    dirname(require.resolve(`${name}/package.json`)),
    'migrations',
  );
  if (!existsSync(folder)) return [];
  const parts = readdirSync(folder, { withFileTypes: true }).filter(entry =>
    entry.isDirectory(),
  );
  const folders = parts.length
    ? parts.map(part => join(folder, part.name))
    : [folder];
  return folders.map(directory => ({ name, directory }));
});

async function tablesOf(knex: Knex): Promise<string[]> {
  const { rows } =
    knex.client.config.client === 'pg'
      ? await knex.raw(
          `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
        )
      : {
          rows: await knex.raw(
            `SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
          ),
        };
  return rows
    .map((row: { name: string }) => row.name)
    .filter((table: string) => !table.startsWith('knex_migrations'));
}

describe.each(databases.eachSupportedId())('the state on %s', id => {
  const here = migrationFolders.filter(
    ({ name }) => id !== 'SQLITE_3' || !ONLY_ON_POSTGRES.includes(name),
  );

  it.each(here)(
    'goes up, down and up again for $name',
    async ({ directory }) => {
      const knex = await databases.init(id);

      await knex.migrate.latest({ directory });
      const tables = await tablesOf(knex);
      expect(tables.length).toBeGreaterThan(0);

      await knex.migrate.rollback({ directory }, true);
      expect(await tablesOf(knex)).toEqual([]);

      await knex.migrate.latest({ directory });
      expect((await tablesOf(knex)).sort()).toEqual(tables.sort());
    },
    60_000,
  );

  it('keeps what the portal stored when the portal starts again', async () => {
    const connection = await ownDatabase(id);
    const starred = { value: ['component:default/payments-api'] };
    const url = '/api/user-settings/buckets/stars/keys/entities';

    const first = await startPortal(connection);
    await request(first.server)
      .put(url)
      .set('Authorization', mockCredentials.user.header())
      .send(starred)
      .expect(200);
    await first.stop();

    const second = await startPortal(connection);
    const { body } = await request(second.server)
      .get(url)
      .set('Authorization', mockCredentials.user.header())
      .expect(200);
    expect(body).toMatchObject(starred);
    await second.stop();
  }, 120_000);
});

/** Configuration of a database for one portal: a folder of SQLite files, or schemas in an empty Postgres database. */
async function ownDatabase(id: TestDatabaseId): Promise<JsonObject> {
  if (id === 'SQLITE_3') {
    return {
      client: 'better-sqlite3',
      connection: { directory: sqliteFolder.path },
    };
  }
  const knex = await databases.init(id);
  return {
    client: 'pg',
    connection: knex.client.config.connection,
    pluginDivisionMode: 'schema',
  };
}

function startPortal(database: JsonObject) {
  return startTestBackend({
    features: [
      ...installedFeatures(),
      databaseServiceFactory,
      mockServices.rootConfig.factory({ data: portalConfig(database) }),
    ],
  });
}
