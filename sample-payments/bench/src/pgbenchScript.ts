import type { Client } from 'pg';

/** Values of a payment that are unique for each, as expressions of pgbench's variables. */
const UNIQUE: Record<number, string> = {
  1: ':lock',
  4: `(:a::text || 'a' || :b::text || 'b' || :c::text || 'c' || :d::text || 'd')`,
  10: '(:time::text || :low::text)',
  12: ':amount',
  16: `('order-' || :a::text || '-' || :n::text)`,
  19: '(:time::text || :low2::text)',
  22: '(:time::text || :low3::text)',
};

/**
 * `time` counts on, as the time in a UUIDv7 does, and `low` is random: 32 digits are a valid UUID, and pgbench has no
 * better one. So new rows go to the right end of an index here too, and Idempotency-Keys go anywhere. Those have the 36
 * characters of the clients' UUIDs, with letters between, because the checker takes long numbers for those of cards.
 */
const VARIABLES = `\\set n :n + 1
\\set time :base + :n
\\set low random(1000000000000000, 9007199254740991)
\\set low2 random(1000000000000000, 9007199254740991)
\\set low3 random(1000000000000000, 9007199254740991)
\\set a random(10000000, 99999999)
\\set b random(10000000, 99999999)
\\set c random(10000000, 99999999)
\\set d random(10000000, 99999999)
\\set lock random(1, 4611686018427387904)
\\set amount random(100, 99999)
`;

export interface PgbenchScript {
  text: string;
  /** For `--define`. */
  values: Record<string, string>;
}

/**
 * The API's own statement as a pgbench script. Its text stays but for what pgbench demands: each `$n` becomes a
 * variable with the type that PostgreSQL inferred for it (pgbench sends every occurrence as a parameter of its own),
 * and colons in a format are quoted, because they would begin a variable.
 * @param parameters of a payment that the API really made, so that the rows look the same
 */
export async function toPgbenchScript(
  client: Client,
  sql: string,
  parameters: readonly (string | null)[],
): Promise<PgbenchScript> {
  const types = await inferredTypes(client, sql);
  const values: Record<string, string> = {};
  const statement = sql
    .replaceAll('HH24:MI:SS', 'HH24":"MI":"SS')
    .replaceAll(/\$(\d+)(::\w+)?/g, (_, digits: string) => {
      const index = Number(digits);
      const type = types[index - 1];
      const value = parameters[index - 1];
      if (type === undefined || value === undefined) throw new Error(`There is no parameter $${digits}.`);
      if (UNIQUE[index] !== undefined) return `${UNIQUE[index]}::${type}`;
      if (value === null) return `NULL::${type}`;
      values[`p${digits}`] = value;
      return `:p${digits}::${type}`;
    });
  return { text: `${VARIABLES}${statement};\n`, values };
}

async function inferredTypes(client: Client, sql: string): Promise<string[]> {
  await client.query(`PREPARE typed AS ${sql}`);
  const { rows } = await client.query<{ types: string[] }>(
    `SELECT parameter_types::text[] AS types FROM pg_prepared_statements WHERE name = 'typed'`,
  );
  await client.query('DEALLOCATE typed');
  return rows[0]?.types ?? [];
}
