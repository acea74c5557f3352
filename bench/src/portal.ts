import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyClone } from './copyClone.ts';
import { describeMachine } from './machine.ts';
import { median } from './median.ts';
import { Payday } from './payday.ts';
import { measureHomePage, type HomePage } from './homePage.ts';
import { describeVersions } from './versions.ts';

/** What one round measured. */
interface Round extends HomePage {
  /** `payday up` in a fresh clone without state; `undefined` in rounds after the first, which would only repeat it. */
  coldStartSeconds?: number;
  /** `payday up` after `payday down`, everything installed. */
  warmStartSeconds: number;
  /** Resident memory of the portal's process once the catalog and the search index are there. */
  backendMegabytes: number;
}

const { values } = parseArgs({
  options: {
    root: { type: 'string' },
    rounds: { type: 'string', default: '3' },
    'empty-cache': { type: 'boolean', default: false },
    'port-offset': { type: 'string', default: '400' },
  },
});
const root = values.root ?? process.cwd();
const rounds = Number(values.rounds);
const folder = mkdtempSync(join(tmpdir(), 'payday-bench-'));
const clone = join(folder, 'clone');

const payday = new Payday({
  clone,
  instance: 'bench',
  portOffset: Number(values['port-offset']),
  cache: values['empty-cache'] ? join(folder, 'cache') : undefined,
});

try {
  say(`copying the tracked files to ${clone}`);
  await copyClone(root, clone);
  const measured: Round[] = [];

  say(`first up, ${values['empty-cache'] ? 'empty' : 'usual'} cache`);
  const coldStartSeconds = await payday.up();
  for (let round = 1; round <= rounds; round += 1) {
    say(`round ${round} of ${rounds}: down and up`);
    await payday.down();
    const warmStartSeconds = await payday.up();
    await payday.untilSettled();
    const home = await measureHomePage(payday.portalUrl);
    measured.push({
      ...(round === 1 ? { coldStartSeconds } : {}),
      warmStartSeconds,
      backendMegabytes: await payday.portalMegabytes(),
      ...home,
    });
  }

  const of = (key: keyof Round) => median(measured.map(round => round[key]));
  const result = {
    name: 'portal',
    machine: describeMachine(),
    versions: describeVersions(root),
    coldStartCache: values['empty-cache'] ? 'empty' : 'filled',
    coldStartSeconds: of('coldStartSeconds'),
    warmStartSeconds: of('warmStartSeconds'),
    backendMegabytes: of('backendMegabytes'),
    homeFirstContentfulPaintMs: of('homeFirstContentfulPaintMs'),
    homeJavascriptKilobytes: of('homeJavascriptKilobytes'),
    rounds: measured,
  };
  process.stdout.write(`${JSON.stringify(result, null, 2)}\n`);
} finally {
  await payday.down('--purge=all', '--yes');
  rmSync(folder, { recursive: true, force: true });
}

/** Progress goes to standard error: standard output holds the result alone. */
function say(text: string): void {
  process.stderr.write(`  ${text}\n`);
}
