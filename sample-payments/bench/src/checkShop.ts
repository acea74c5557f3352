import { existsSync, readFileSync } from 'node:fs';
import type { AcquirerLogEntry } from '@payments/core/acquirer';
import { checkAll, type RecordedAnswer, type Violation } from '@payments/core/checker';
import type { Shop } from './Stack.ts';

/** Nobody delivers while rates are measured, so that nothing counts as late. */
const GRACE_SECONDS = 24 * 3_600;

/** All invariants on a database, with every answer the clients got, the acquirer's log and the services' as witnesses. */
export async function checkShop(
  shop: Shop,
  { acquirerLog, logFiles }: { acquirerLog: readonly AcquirerLogEntry[]; logFiles: readonly string[] },
): Promise<Violation[]> {
  return checkAll(shop.sql, {
    acquirerLog,
    answers: answersOf(shop),
    texts: logFiles.map(name => ({ name, text: readFileSync(name, 'utf8') })),
    graceSeconds: GRACE_SECONDS,
  });
}

function answersOf({ answersFile }: Shop): RecordedAnswer[] {
  if (!existsSync(answersFile)) return [];
  const lines = readFileSync(answersFile, 'utf8').split('\n').filter(Boolean);
  return lines.map(line => JSON.parse(line) as RecordedAnswer);
}
