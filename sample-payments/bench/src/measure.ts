import type { Violation } from '@payments/core/checker';
import { checkShop } from './checkShop.ts';
import { compareRounds, type Round } from './compareRounds.ts';
import { drainOutbox, type Drain } from './drainOutbox.ts';
import { stopDriver } from './drive.ts';
import { measureHalfLoad, type HalfLoad } from './halfLoad.ts';
import { describeMachine, load, type Machine } from './machine.ts';
import { memoryMegabytes } from './processUse.ts';
import type { Options } from './options.ts';
import { Stack, type Shop } from './Stack.ts';
import { median } from './statistics.ts';

/** Everything that was measured, before it is judged. */
export interface Measurements {
  options: Options;
  machine: Machine;
  loadBefore: number;
  rounds: Round[];
  half: HalfLoad;
  drain: Drain;
  apiMegabytes: number;
  /** Requests of the API's trace exporter: proof that traces were on. */
  traceExports: number;
  violations: Violation[];
}

/** Measures from an empty machine to the checker's verdict, and leaves nothing behind. */
export async function measure(options: Options, say: (text: string) => void): Promise<Measurements> {
  const machine = describeMachine();
  const loadBefore = load();
  const stack = await Stack.start();
  try {
    say(`Rates: ${options.rounds} rounds of ${options.seconds} s each for the API and for pgbench.`);
    const rates = await measureRates(stack, options, say);
    const perSecond = median(rates.rounds.map(({ paymentsPerSecond }) => paymentsPerSecond)) / 2;
    say(`Outbox: ${perSecond.toFixed(0)} payments a second with the worker running.`);
    const shop = await stack.openShop('outbox');
    const drain = await drainOutbox(stack, shop, { ...options, perSecond });
    say('Checker.');
    const violations = [...rates.violations, ...(await check(stack, shop, []))];
    return { options, machine, loadBefore, ...rates, drain, traceExports: stack.traces.requests, violations };
  } finally {
    stopDriver();
    await stack.dispose();
  }
}

async function measureRates(stack: Stack, options: Options, say: (text: string) => void) {
  const shop = await stack.openShop('rates');
  const flags = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const api = await stack.startApi(shop, options.clients, flags);
  const rounds = await compareRounds(stack, shop, api, options, (round, number) => {
    const { paymentsPerSecond, pgbenchPerSecond, apiCpuMs } = round;
    const ratio = (paymentsPerSecond / pgbenchPerSecond).toFixed(2);
    const cpu = apiCpuMs === undefined ? '' : `, ${apiCpuMs.toFixed(2)} ms of processor each`;
    say(`  ${number}: ${paymentsPerSecond.toFixed(0)}/s of ${pgbenchPerSecond.toFixed(0)}/s, R ${ratio}${cpu}`);
  });
  const perSecond = median(rounds.map(({ paymentsPerSecond }) => paymentsPerSecond)) / 2;
  say(`Latency: ${perSecond.toFixed(0)} payments a second, open model.`);
  const half = await measureHalfLoad(shop, api, { perSecond, seconds: options.seconds * 2 });
  const apiMegabytes = memoryMegabytes(api.pid);
  await api.process.stop('SIGTERM', 60_000);
  return { rounds, half, apiMegabytes, violations: await check(stack, shop, [api.logFile]) };
}

async function check(stack: Stack, shop: Shop, logFiles: readonly string[]): Promise<Violation[]> {
  return checkShop(shop, { acquirerLog: await stack.acquirer.log(), logFiles });
}
