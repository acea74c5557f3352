import type { Fault } from './fault.ts';

/** Postgres stops at once, without a checkpoint, and recovers from its log. */
export const crashPostgres: Fault = {
  name: 'crashPostgres',
  weight: 3,
  async apply({ stage }) {
    await stage.postgres.crash();
    await stage.postgres.restart();
  },
};

/** All connections of the services are ended, in the middle of whatever they do. */
export const endConnections: Fault = {
  name: 'endConnections',
  weight: 2,
  async apply({ stage }) {
    const all = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'payments_app'`;
    await stage.postgres.execute('postgres', all).catch(() => {});
  },
};

/** Every write waits for a lock that somebody else holds, until all pools are used up. */
export const exhaustPools: Fault = {
  name: 'exhaustPools',
  weight: 2,
  async apply({ stage, random, crowd, name }) {
    const lock = `BEGIN; LOCK TABLE payments IN EXCLUSIVE MODE; SELECT pg_sleep(${random.between(300, 800) / 1000}); COMMIT`;
    const held = stage.postgres.execute('chaos', lock).catch(() => {});
    const rush = Array.from({ length: 40 }, (_, index) =>
      crowd.send({
        path: '/v1/payments',
        body: { amount: 100 + index, currency: 'USD' },
        key: `${name}-rush-${index}`,
      }),
    );
    await held;
    await Promise.all(rush);
  },
};
