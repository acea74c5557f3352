import { createServer } from 'node:http';
import { openInstance, type Instance } from '../instance.ts';
import {
  COMPONENT_MARK,
  findMarked,
  SUPERVISOR_MARK,
} from '../processes/markedProcesses.ts';
import { statusReportSchema } from '../status/statusReport.ts';
import { payday } from './sharedInstance.ts';
import { check, combine } from './suite.ts';
import type { Finished, Suite, SuiteContext, SuiteResult } from './suite.ts';
import { tail } from './tail.ts';

/** This suite stops and breaks what it starts, so it has an instance of its own. */
const OWN = { name: 'test-cli', portOffset: 300 };

/** A walk through `payday up`, `status` and `down` on an instance of its own. */
export const cli: Suite = {
  name: 'cli',
  title: 'up, status and down do what they say, in the order people do them',
  needsPlatform: true,
  cores: 1,
  async run(context) {
    const instance = openInstance(OWN.name, { portOffset: OWN.portOffset });
    try {
      return await journey(context, instance);
    } finally {
      await down(context, '--purge=all', '--yes');
    }
  },
};

async function journey(
  context: SuiteContext,
  instance: Instance,
): Promise<SuiteResult> {
  const parts: SuiteResult[] = [];
  const expect = (title: string, finished: Finished, ...wanted: RegExp[]) => {
    const missing = wanted.filter(pattern => !pattern.test(finished.output));
    parts.push(
      check(
        title,
        missing.length === 0
          ? undefined
          : `expected ${missing.join(', ')}\n${tail(finished.output)}`,
      ),
    );
  };
  const expectExit = (title: string, finished: Finished, exitCode: number) =>
    parts.push(
      check(
        title,
        finished.exitCode === exitCode
          ? undefined
          : `it ended with ${finished.exitCode}\n${tail(finished.output)}`,
      ),
    );

  await down(context, '--purge=all', '--yes');
  const stranger = await listenOn(instance.ports.portal);
  const refused = await up(context);
  expectExit('up fails while a stranger holds the port', refused, 1);
  expect(
    'it names the port, who holds it, and a way on',
    refused,
    new RegExp(`\\b${instance.ports.portal}\\b`),
    new RegExp(`\\b${process.pid}\\b`),
    /--port-offset|--instance/,
  );
  await stranger.close();

  const [first, second] = await Promise.all([up(context), up(context)]);
  expectExit('up succeeds when the port is free again', first, 0);
  expectExit('a second up at the same time succeeds too', second, 0);
  expect(
    'it says where the portal is and who can sign in',
    first,
    new RegExp(instance.portalUrl),
    /Ana Lima/,
  );

  const again = await up(context);
  expectExit('a further up succeeds', again, 0);
  expect('it changes nothing', again, /healthy already/);

  const status = await payday(context, [
    'status',
    '--json',
    `--instance=${OWN.name}`,
  ]);
  const report = statusReportSchema.safeParse(JSON.parse(status.stdout));
  parts.push(check('status --json keeps its contract', report.error?.message));
  const unhealthy = report.data?.components.filter(
    ({ state }) => state !== 'healthy',
  );
  parts.push(
    check(
      'status --json says that all is healthy',
      unhealthy?.length === 0 ? undefined : JSON.stringify(unhealthy, null, 2),
    ),
  );

  expectExit('down succeeds', await down(context), 0);
  const left = [SUPERVISOR_MARK, COMPONENT_MARK].flatMap(mark =>
    findMarked(mark, instance.runFolder),
  );
  parts.push(
    check(
      'down leaves no process',
      left.length === 0 ? undefined : JSON.stringify(left),
    ),
  );
  expectExit('a second down succeeds', await down(context), 0);
  return combine(parts);
}

function up(context: SuiteContext): Promise<Finished> {
  return payday(context, [
    'up',
    '--cluster=none',
    `--instance=${OWN.name}`,
    `--port-offset=${OWN.portOffset}`,
    '--yes',
  ]);
}

function down(context: SuiteContext, ...options: string[]): Promise<Finished> {
  return payday(context, ['down', `--instance=${OWN.name}`, ...options]);
}

/** Something that is not ours on a port of loopback. */
async function listenOn(port: number): Promise<{ close(): Promise<void> }> {
  const server = createServer((_request, response) =>
    response.end('a stranger'),
  );
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    close: () =>
      new Promise(resolve => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
