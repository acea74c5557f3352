import type { MigrationInterface, QueryRunner } from 'typeorm';
import { refuseRevert } from '../refuseRevert.ts';

/**
 * Roles belong to the server, not to the database, so they may exist already, or be made by another database's
 * migration at this very moment. They start without password: `cli/migrate` sets one where it is told to.
 */
export class Roles1764000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const role of ['payments_app', 'payments_read_only']) {
      await runner.query(`
        DO $$ BEGIN
          CREATE ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE;
        EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
        END $$`);
    }
    await runner.query(`
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO payments_app, payments_read_only;

      CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% on % is refused: %', TG_OP, TG_TABLE_NAME, TG_ARGV[0] USING ERRCODE = 'integrity_constraint_violation';
      END $$;`);
  }

  down = refuseRevert;
}
