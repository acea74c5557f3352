import { CREATE_PAYMENT } from '@payments/api/dist/payments/createPayment.sql.js';
import { Client } from 'pg';
import { drive } from './drive.ts';
import type { Options } from './options.ts';
import { pgbench } from './pgbench.ts';
import { toPgbenchScript } from './pgbenchScript.ts';
import { cpuSeconds } from './processUse.ts';
import { readParameters } from './readParameters.ts';
import type { Running, Shop, Stack } from './Stack.ts';

export interface Round {
  paymentsPerSecond: number;
  pgbenchPerSecond: number;
  /** Processor time of the API for one payment, which other load disturbs less than it does a rate. */
  apiCpuMs: number | undefined;
  /** Of what one processor gives, the share that the load driver took from it. */
  driverShare: number;
}

/**
 * Measures the API and pgbench in turn on the same tables, A B A B …, so that what else happens on the machine hits
 * both.
 * @throws Error when either did not write what it counted
 */
export async function compareRounds(
  stack: Stack,
  shop: Shop,
  api: Running,
  { rounds, seconds, clients, warmup }: Options,
  onRound: (round: Round, number: number) => void,
): Promise<Round[]> {
  const { apiKey, merchantId, answersFile, database } = shop;
  const load = {
    url: api.url,
    apiKey: apiKey.text,
    merchantId,
    answersFile,
    model: { kind: 'closed', clients },
  } as const;
  await drive({ ...load, seconds: warmup });
  const script = await scriptFor(stack, shop);
  const run = { postgres: stack.postgres, database, script, clients };
  await pgbench({ ...run, seconds: Math.min(warmup, 2) });
  const measured: Round[] = [];
  for (let number = 1; number <= rounds; number += 1) {
    const cpuBefore = cpuSeconds(api.pid);
    const made = await drive({ ...load, seconds });
    const cpu = cpuSeconds(api.pid);
    const before = await paymentsIn(shop);
    const compared = await pgbench({ ...run, seconds });
    const written = (await paymentsIn(shop)) - before;
    if (written !== compared.transactions)
      throw new Error(`pgbench counted ${compared.transactions} transactions, which made ${written} payments.`);
    const round = {
      paymentsPerSecond: made.made / made.seconds,
      pgbenchPerSecond: compared.perSecond,
      apiCpuMs: cpu === undefined || cpuBefore === undefined ? undefined : ((cpu - cpuBefore) * 1_000) / made.made,
      driverShare: made.cpuSeconds / made.seconds,
    };
    measured.push(round);
    onRound(round, number);
  }
  return measured;
}

async function scriptFor(stack: Stack, shop: Shop) {
  const client = new Client({ connectionString: stack.postgres.url('payments_app', shop.database) });
  await client.connect();
  try {
    return await toPgbenchScript(client, CREATE_PAYMENT, await readParameters(shop.sql, shop.apiKey.id));
  } finally {
    await client.end();
  }
}

async function paymentsIn({ sql }: Shop): Promise<number> {
  const [row] = await sql.query<{ count: number }>('SELECT count(*)::integer AS count FROM payments');
  return row?.count ?? 0;
}
