import { createDataSource, migrate } from '@payments/core/database';
import type { PostgresServer } from './PostgresServer.ts';

/** A migrated, empty database that others are copied from. */
export const TEMPLATE = 'payments_template';

/** Makes the template. Copying it takes a tenth of the time that migrating does. */
export async function createTemplate(postgres: PostgresServer): Promise<void> {
  await postgres.createDatabase(TEMPLATE);
  const owner = createDataSource({
    url: postgres.url('payments_migrate', TEMPLATE),
    role: 'migrate',
    applicationName: 'template',
  });
  await owner.initialize();
  await migrate(owner);
  await owner.destroy();
}
