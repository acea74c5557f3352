import { setTimeout as sleep } from 'node:timers/promises';
import { checkAcknowledged } from '@payments/core/checker';
import { fromPg, type Queryable } from '@payments/core/database';
import { SeededRandom } from '@payments/core/seed';
import { Pool } from 'pg';
import { Crowd } from './clients/Crowd.ts';
import { playLife } from './clients/playLife.ts';
import { faultNamed, FAULTS } from './faults/index.ts';
import type { Finding } from './judging/finding.ts';
import { judge, noteBeginning, type Beginning } from './judging/judge.ts';
import { planRun, type Plan, type PlannedFault } from './plan.ts';
import type { Plant } from './plants/index.ts';
import { unfinished, type Unfinished } from './rest.ts';
import type { Scene } from './Scene.ts';
import { settleYesterday } from './settleYesterday.ts';
import { openShop, POISONED, type Shop } from './Shop.ts';
import { DATABASE, type Stage } from './stage/Stage.ts';
import { skipWaiting } from './timeTravel.ts';

/** What one run came to. */
export interface RunReport {
  seed: string;
  /** Empty means clean. */
  findings: Finding[];
  faults: PlannedFault[];
  /** Faults that this machine cannot do, and why. */
  skipped: string[];
  requests: number;
  payments: number;
  tookMs: number;
}

/** After the last fault began it has this long to do harm before it is healed. */
const HARM_MS = 300;

/** Nothing more is done for this long, or in all for the longer time: something is stuck. */
const STUCK_AFTER_MS = 40_000;
const REST_WITHIN_MS = 180_000;

const LOOK_EVERY_MS = 40;
const SKIP_EVERY = 5;

/** One run: load and faults as the seed says, then healing, rest, and judgement. */
export async function runChaos(stage: Stage, seed: string, plant?: Plant): Promise<RunReport> {
  const startedAt = performance.now();
  await stage.reset();
  const pool = new Pool({ connectionString: stage.postgres.url('payments_app', DATABASE), max: 4 });
  // Postgres ends idle connections when it crashes; the next query opens another.
  pool.on('error', () => {});
  try {
    const run = new ChaosRun(stage, fromPg(pool), await openShop(fromPg(pool), stage), seed, plant);
    return { ...(await run.perform()), tookMs: Math.round(performance.now() - startedAt) };
  } finally {
    await pool.end();
  }
}

class ChaosRun {
  readonly #seed: string;
  readonly #plan: Plan;
  readonly #plant: Plant | undefined;
  readonly #shop: Shop;
  readonly #scene: Scene;
  readonly #skipped: string[] = [];

  constructor(stage: Stage, sql: Queryable, shop: Shop, seed: string, plant: Plant | undefined) {
    this.#seed = seed;
    this.#plant = plant;
    this.#shop = shop;
    const plan = planRun(seed);
    // A plant is to be found by itself, not for what else went wrong.
    const planted = { clients: plan.clients.slice(0, 4), faults: [], isSettled: plant?.isSettled ?? false };
    this.#plan = plant ? planted : plan;
    const origins = stage.apis.map(({ url }) => url);
    const crowd = new Crowd({ apiKey: shop.apiKey, merchantId: shop.merchantId, origins });
    this.#scene = { stage, sql, crowd, name: 'run', random: new SeededRandom(`${seed} run`) };
  }

  async perform(): Promise<Omit<RunReport, 'tookMs'>> {
    const { crowd, sql } = this.#scene;
    const beginning = await noteBeginning(this.#scene);
    await this.#plant?.before?.(this.#scene);
    const busy = Promise.all([this.#playLives(), this.#doFaults()]);
    await this.#letHarmBeDone();
    await this.#healAndWait(busy);
    const lost = await this.#afterwards();
    const findings = await this.#judge(beginning, lost);
    const [made] = await sql.query<{ payments: number }>('SELECT count(*)::integer AS payments FROM payments');
    return {
      seed: this.#seed,
      findings,
      faults: this.#plan.faults,
      skipped: this.#skipped,
      requests: crowd.sent,
      payments: made?.payments ?? 0,
    };
  }

  async #playLives(): Promise<void> {
    const clients = this.#plan.clients.map(async (lives, client) => {
      for (const [index, life] of lives.entries()) await playLife(this.#scene.crowd, `c${client}-${index}`, life);
    });
    await Promise.all(clients);
  }

  async #doFaults(): Promise<void> {
    await Promise.all(this.#plan.faults.map(fault => this.#doFault(fault)));
  }

  async #doFault({ name, atMs }: PlannedFault): Promise<void> {
    const fault = faultNamed(name);
    const reason = fault.unavailable?.(this.#scene.stage);
    if (reason) return void this.#skipped.push(`${name}: ${reason}`);
    await sleep(atMs);
    await fault.apply({ ...this.#scene, name, random: new SeededRandom(`${this.#seed} fault ${name}`) });
  }

  async #letHarmBeDone(): Promise<void> {
    await sleep(Math.max(0, ...this.#plan.faults.map(({ atMs }) => atMs)) + HARM_MS);
  }

  /** Heals what can be healed, brings everybody back, and lets time pass until all is done. */
  async #healAndWait(busy: Promise<unknown>): Promise<void> {
    const { stage, crowd } = this.#scene;
    let isBusy = true;
    void busy.finally(() => (isBusy = false)).catch(() => {});
    const poisoned = this.#shop.endpoints.get(POISONED);
    // What is not back yet is healed below.
    await this.#heal(false).catch(() => {});
    await this.#untilRested(poisoned, async (): Promise<Unfinished> => (isBusy ? { clients: 1 } : {}));
    if (isBusy) {
      crowd.report('everyone_gets_an_answer', 'crowd');
      crowd.giveUp();
    }
    await busy;
    await this.#heal(false);
    for (const { hasFallen, name } of stage.services) if (hasFallen) crowd.report('a_process_stays_up', name);
    await Promise.all(stage.services.map(service => service.untilUp()));
    // The poisoned endpoint still is: nobody else may have to wait for it.
    await this.#expectRest('healthy_endpoints_do_not_wait', poisoned);
    await this.#heal(true);
    await this.#expectRest('everything_comes_to_rest');
  }

  async #heal(isLast: boolean): Promise<void> {
    if (!isLast) await this.#scene.crowd.removeEndpoint(this.#shop.junkEndpoint);
    for (const fault of FAULTS) if ((fault.isHealedLast ?? false) === isLast) await fault.heal?.(this.#scene);
  }

  async #expectRest(rule: string, without?: string): Promise<void> {
    const left = await this.#untilRested(without, () => unfinished(this.#scene, without));
    if (Object.keys(left).length > 0) this.#scene.crowd.report(rule, 'run', JSON.stringify(left));
  }

  /** Looks until nothing is left or nothing moves any more, and lets schedules and leases pass meanwhile. */
  async #untilRested(without: string | undefined, look: () => Promise<Unfinished>): Promise<Unfinished> {
    const startedAt = performance.now();
    let before = '';
    let movedAt = startedAt;
    for (let round = 0; ; round += 1) {
      // The database may be away until its fault is over.
      if (round % SKIP_EVERY === 0) await skipWaiting(this.#scene.sql, without).catch(() => {});
      const left = await look().catch(() => ({ looks: round }));
      const now = performance.now();
      const text = JSON.stringify([left, this.#scene.crowd.answers.length]);
      if (text !== before) movedAt = now;
      before = text;
      const isStuck = now > movedAt + STUCK_AFTER_MS || now > startedAt + REST_WITHIN_MS;
      if (Object.keys(left).length === 0 || isStuck) return left;
      await sleep(LOOK_EVERY_MS);
    }
  }

  /** Gives what was lost before anybody asked again, which would make it anew. */
  async #afterwards(): Promise<Finding[]> {
    const { crowd, sql } = this.#scene;
    if (this.#plan.isSettled) await settleYesterday(this.#scene);
    await this.#plant?.after?.(this.#scene);
    if (!(await crowd.canRead())) crowd.report('pools_are_alive', 'apis');
    const lost = await checkAcknowledged(sql, crowd.answers);
    await this.#askAgain();
    return lost;
  }

  /** Every key once more, in any order: each gets the answer that it had. */
  async #askAgain(): Promise<void> {
    const { crowd } = this.#scene;
    const timer = setTimeout(() => crowd.giveUp(), STUCK_AFTER_MS);
    const asks = [...crowd.asked.values()];
    const replies = await Promise.all(asks.map(ask => crowd.send(ask).finally(() => timer.refresh())));
    clearTimeout(timer);
    if (replies.includes(undefined)) crowd.report('every_key_gets_its_answer_again', 'crowd');
  }

  async #judge(beginning: Beginning, lost: Finding[]): Promise<Finding[]> {
    const found = await judge(this.#scene, this.#shop, beginning);
    const known = new Set(found.map(finding => JSON.stringify(finding)));
    return [...found, ...lost.filter(finding => !known.has(JSON.stringify(finding)))];
  }
}
