/** The `pre-receive` hook: runs every check over a push and refuses it as a whole when one objects. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseRefUpdates } from '../git/refUpdate.ts';
import { pushChecks } from './checks/index.ts';
import type { Push } from './checks/pushCheck.ts';
import { readHookInput, readPushOptions } from './hookEnvironment.ts';

const { pushFolder, ...input } = readHookInput(process.env);
const push: Push = {
  ...input,
  updates: parseRefUpdates(await text(process.stdin)),
  pushOptions: readPushOptions(process.env),
};

const refusals: string[] = [];
for (const check of pushChecks) refusals.push(...(await check(push)));

if (refusals.length > 0) {
  process.stderr.write(`\n${refusals.join('\n\n')}\n\n`);
  process.exitCode = 1;
} else {
  const { updates, pushOptions } = push;
  writeFileSync(
    join(pushFolder, 'proposed.json'),
    JSON.stringify({ updates, pushOptions }),
  );
}
