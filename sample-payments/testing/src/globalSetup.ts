import type { TestProject } from 'vitest/node';
import { PostgresServer } from './PostgresServer.ts';
import { RedisServer } from './RedisServer.ts';
import { createTemplate } from './template.ts';

declare module 'vitest' {
  interface ProvidedContext {
    postgresPort: number;
    redisUrl: string;
  }
}

/** Starts one Postgres and one Redis for all specs of a run, and stops them at its end. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const [postgres, redis] = await Promise.all([PostgresServer.start(), RedisServer.start()]);
  await createTemplate(postgres);
  project.provide('postgresPort', postgres.port);
  project.provide('redisUrl', redis.url);
  return async () => {
    await Promise.all([postgres.dispose(), redis.dispose()]);
  };
}
