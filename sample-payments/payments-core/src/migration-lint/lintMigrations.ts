import { ACCEPTED, type Accepted } from './accepted.ts';
import { lintSql, type Finding } from './lintSql.ts';
import { sqlOf, type MigrationClass } from './sqlOf.ts';

/**
 * What is wrong with migrations, as sentences; empty when all is well. An accepted rule that nothing breaks any more is
 * a problem too: it would hide the next one.
 */
export async function lintMigrations(
  migrations: readonly MigrationClass[],
  accepted: Record<string, readonly Accepted[]> = ACCEPTED,
): Promise<string[]> {
  const problems: string[] = [];
  for (const Migration of migrations) {
    const { name } = Migration;
    const sql = await sqlOf(Migration);
    const findings = await lintSql(name, sql);
    const allowed = (accepted[name] ?? []).map(({ rule }) => rule);
    const refused = findings.filter(({ rule }) => !allowed.includes(rule));
    const stale = allowed.filter(rule => !findings.some(finding => finding.rule === rule));
    problems.push(...refused.map(finding => describe(name, finding, sql.text)));
    problems.push(...stale.map(rule => `${name}: ${rule} is accepted, but nothing breaks it. Remove it.`));
  }
  return problems;
}

function describe(name: string, { rule, message, help, line }: Finding, sql: string): string {
  const statement = sql.split('\n')[line - 1]?.trim() ?? '';
  return `${name}: ${rule}: ${message}${help ? ` ${help}` : ''}\n    ${statement}`;
}
