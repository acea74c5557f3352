import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Scene } from './Scene.ts';
import { DATABASE } from './stage/Stage.ts';

const SETTLE = fileURLToPath(new URL('../../settlement-worker/dist/cli/settle.js', import.meta.url));

/** A day ends: what happened was yesterday. Two processes settle it at the same time, and one batch is made of each. */
export async function settleYesterday({ stage }: Scene): Promise<void> {
  await stage.postgres.execute(DATABASE, AGE);
  const environment = { ...process.env, DATABASE_URL: stage.postgres.url('payments_app', DATABASE) };
  const settle = () => promisify(execFile)(process.execPath, [SETTLE], { env: environment });
  await Promise.all([settle(), settle()]);
}

const AGE = `
  SET session_replication_role = replica;
  UPDATE payments SET captured_at = captured_at - interval '1 day' WHERE captured_at IS NOT NULL;
  UPDATE refunds SET finished_at = finished_at - interval '1 day' WHERE finished_at IS NOT NULL`;
