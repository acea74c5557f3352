import type { Harness } from './harness.fixture.ts';

/**
 * Takes the payments away that a spec inserted to be read, without what belongs to them, so that the checker at the
 * end judges only what the API wrote.
 */
export async function removePlanted(api: Harness): Promise<void> {
  await api.database.plant(`
    CREATE TEMPORARY TABLE planted AS
      SELECT payment_id AS id FROM payment_events WHERE version = 1 AND actor = 'system:spec';
    DELETE FROM payment_events WHERE payment_id IN (SELECT id FROM planted);
    DELETE FROM payments WHERE id IN (SELECT id FROM planted);`);
}
