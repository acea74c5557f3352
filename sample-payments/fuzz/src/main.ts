#!/usr/bin/env node
/** `npm run fuzz [-- --seed N --seconds S]`; see README.md. */
import { installSchemathesis } from './installSchemathesis.ts';
import { parseOptions } from './options.ts';
import { runSchemathesis } from './runSchemathesis.ts';
import { Target } from './Target.ts';

try {
  const options = parseOptions(process.argv.slice(2));
  const schemathesis = installSchemathesis(say);
  const target = await Target.start();
  try {
    const code = await runSchemathesis(schemathesis, target, options);
    // A request that is answered may still be at work: a confirmed payment waits for the acquirer.
    await target.stopApi();
    const violations = await target.check();
    for (const violation of violations) say(`The checker found ${JSON.stringify(violation)}`);
    if (code !== 0 || violations.length > 0) {
      say(`\nTo run this again:  npm run fuzz -- --seed ${options.seed} --seconds ${options.seconds}`);
      process.exitCode = 1;
    }
  } finally {
    await target.dispose();
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
