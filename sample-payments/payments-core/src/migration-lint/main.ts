/** `npm run lint:migrations`. Runs from the sources, without a build: migrations have no decorators. */
import { MIGRATIONS } from '../database/migrations/index.ts';
import { lintMigrations } from './lintMigrations.ts';

const problems = await lintMigrations(MIGRATIONS);
for (const problem of problems) process.stderr.write(`${problem}\n`);
if (problems.length > 0) {
  process.stderr.write(
    `\nMigrations only expand, and nothing may wait for them. What each rule wants: https://squawkhq.com/docs/rules\n`,
  );
  process.exitCode = 1;
}
