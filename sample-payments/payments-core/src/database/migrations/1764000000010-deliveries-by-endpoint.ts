import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/** Finds the next due delivery of one endpoint, however long the backlog of another is. */
export class DeliveriesByEndpoint1764000000010 implements MigrationInterface {
  /** CONCURRENTLY, which no transaction may hold, so that deliveries go on while it builds. */
  transaction = false;

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX CONCURRENTLY IF NOT EXISTS webhook_deliveries_due_of_endpoint
        ON webhook_deliveries (endpoint_id, next_attempt_at, id) WHERE state = 'waiting'`);
  }

  down = refuseRevert;
}
