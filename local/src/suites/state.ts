import { runJest } from './jestTests.ts';
import { startPostgres } from './postgres.ts';
import { combine, notRun, type Suite } from './suite.ts';

/** Database tests, on SQLite and, where there is one, on Postgres. */
export const state: Suite = {
  name: 'state',
  title: 'migrations go up and down, on SQLite and on Postgres',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const postgres = await startPostgres(context);
    if (postgres.kind === 'absent') {
      return combine([
        notRun(`on Postgres: ${postgres.why}`),
        await databaseTests(context, {}),
      ]);
    }
    try {
      return await databaseTests(context, {
        PAYDAY_TEST_POSTGRES_URL: postgres.url,
      });
    } finally {
      await postgres.stop();
    }
  },
};

function databaseTests(
  context: Parameters<typeof runJest>[0],
  env: Record<string, string>,
) {
  return runJest(context, { only: ['\\.state\\.test\\.'], env, workers: 1 });
}
