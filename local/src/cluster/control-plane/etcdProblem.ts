import { Problem } from '../../problem.ts';

/** What etcd says about a database or a write-ahead log that it cannot read. */
const DAMAGE =
  /"(?:msg|error)":"((?:failed to open database|invalid database|checksum error|bootstrap failed|wal(?:pb)?: |snap(?:pb)?: )[^"]*)"/g;

/**
 * Why etcd cannot start from its data, from what it logged; `undefined` when its data is not the reason.
 * @param folder of its data, as the host sees it
 */
export function explainEtcd(
  log: string,
  { folder, logFile }: { folder: string; logFile: string },
): Problem | undefined {
  const reasons = [...log.matchAll(DAMAGE)].map(([, reason]) => reason);
  if (reasons.length === 0) return undefined;
  return new Problem(
    `etcd cannot read its data in ${folder}: ${reasons.at(-1)}.`,
    [
      'Restore that folder from a copy, or begin with a new cluster. Everything that is in Git comes back by',
      'itself, as do images and secrets; the volumes of this cluster, such as databases, are deleted with it:',
      '  ./payday down --purge cluster',
      '  ./payday up',
      `Its log:  ${logFile}`,
    ],
  );
}
