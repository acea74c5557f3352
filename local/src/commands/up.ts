import { writeSync } from 'node:fs';
import { Option, type Command } from 'commander';
import { chooseCluster } from '../cluster/chooseCluster.ts';
import { adviceFor, commandFor, type Instance } from '../instance.ts';
import { writeSettings, type ClusterKind } from '../instanceSettings.ts';
import {
  instanceOf,
  portOffsetOption,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { Problem } from '../problem.ts';
import { formatDuration } from '../progress/duration.ts';
import { showProgress } from '../progress/showProgress.ts';
import { statusReport } from '../status/statusReport.ts';
import { welcome } from '../status/welcome.ts';
import { codeHash } from '../supervisor/codeHash.ts';
import {
  connectOrLaunch,
  supervisorMain,
} from '../supervisor/launchSupervisor.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';
import { stopInstance } from '../supervisor/stopInstance.ts';
import { currentSnapshot, request } from '../supervisor/supervisorClient.ts';
import { preflight } from '../system/preflight.ts';

interface UpOptions extends CommonOptions {
  cluster?: ClusterKind;
  context?: string;
  yesIMean: boolean;
  portOffset?: number;
  hotReload: boolean;
  wait: boolean;
}

/** `payday up` */
export function registerUp(program: Command): void {
  const command = program
    .command('up')
    .description(
      'install what is missing and start everything; a second time, only what is not healthy',
    )
    .addOption(
      new Option(
        '--cluster <kind>',
        'embedded: a Kubernetes of its own, the default; none: the portal alone; remembered for this instance',
      ).choices(['embedded', 'none']),
    )
    .option(
      '--context <name>',
      'operate the cluster of this context of your kubeconfig instead',
    )
    .option(
      '--yes-i-mean',
      'also when the name of that context looks like production',
      false,
    )
    .addOption(portOffsetOption())
    .option(
      '--hot-reload',
      'serve the sources and follow every saved file, for work on the portal (yarn start)',
      false,
    )
    .option('--no-wait', 'return at once and leave the work running')
    .addHelpText(
      'after',
      `
Examples:
  ./payday up                                        start, or see that all is healthy
  ./payday up --cluster none                         the portal alone, without a cluster
  ./payday up --context kind-dev                     the portal with a cluster of yours
  ./payday up --no-wait                              start in the background; ./payday status shows how far it is
  ./payday up --instance second --port-offset 100    a second copy beside the first

Interrupting the wait (Ctrl-C) leaves the work running.`,
    );
  withCommonOptions(command, { json: true }).action(up);
}

async function up(options: UpOptions): Promise<void> {
  const beganAt = Date.now();
  const instance = instanceOf(options);
  const chosen = await chooseCluster(instance, options);
  await replaceOutdated(instance, options.hotReload, chosen.cluster);
  const allowSystemPackages = await preflight(
    instance,
    chosen.cluster,
    options.yes,
  );
  writeSettings(instance.runFolder, {
    portOffset: instance.portOffset,
    ...chosen,
  });
  const socket = await connectOrLaunch(
    instance,
    supervisorMain(instance, options.hotReload ? 'development' : 'use'),
  );
  const snapshots = request(socket, { type: 'up', allowSystemPackages });
  if (!options.wait) {
    await snapshots.next();
    say(
      `It works in the background.\n  To follow:  ${commandFor(
        instance,
        'status',
      )}\n  To stop:    ${commandFor(instance, 'down')}`,
    );
    socket.destroy();
  } else {
    await wait(snapshots, instance, beganAt);
  }
  if (options.json)
    console.log(JSON.stringify(await statusReport(instance), null, 2));
}

async function wait(
  snapshots: AsyncGenerator<Snapshot>,
  instance: Instance,
  beganAt: number,
): Promise<void> {
  process.once('SIGINT', () => leave(instance));
  const last = await showProgress(snapshots);
  if (!last)
    throw new Problem('The instance was stopped while it was starting.', [
      `To start it again:  ${commandFor(instance, 'up')}`,
    ]);
  const failed = last.components.filter(
    component => component.state === 'failed',
  );
  if (failed.length > 0) throw failureOf(failed, instance);
  if (last.work.state === 'failed')
    throw new Problem('Not everything could be started.', [
      `To see what:  ${commandFor(instance, 'status')}`,
    ]);
  const isWarm = last.components.every(
    component =>
      component.tookMs === undefined || Date.parse(component.since) < beganAt,
  );
  say(
    welcome(
      instance,
      isWarm
        ? 'All is healthy already.'
        : `Ready after ${formatDuration(Date.now() - beganAt)}.`,
      last.components.find(({ name }) => name === 'portal')?.url,
    ),
  );
}

function leave(instance: Instance): never {
  // Straight to the terminal, with its cursor shown again: the renderer holds back what goes through the stream.
  const showCursor = process.stderr.isTTY ? '\u001b[?25h' : '';
  writeSync(
    2,
    `${showCursor}\nThe work goes on in the background.
  To follow:     ${commandFor(instance, 'status')}
  To read logs:  ${commandFor(instance, 'logs')} -f
  To stop:       ${commandFor(instance, 'down')}\n`,
  );
  process.exit(130);
}

function failureOf(
  failed: Snapshot['components'],
  instance: Instance,
): Problem {
  const [first, ...others] = failed;
  const { what, next } = first.problem ?? {
    what: first.reason ?? `${first.title} failed.`,
    next: [`Its log:  ${first.logFile}`],
  };
  const more = others.map(({ title, reason }) => `Also: ${title}: ${reason}`);
  return new Problem(what, [
    ...next.map(line => adviceFor(instance, line)),
    ...more,
    `To see all states:  ${commandFor(instance, 'status')}`,
  ]);
}

/** Ends a supervisor that runs older code, or refuses to move a running instance to other ports. */
async function replaceOutdated(
  instance: Instance,
  hotReload: boolean,
  cluster: ClusterKind,
): Promise<void> {
  const running = await currentSnapshot(instance.runFolder);
  if (!running || running.work.state === 'stopping') return;
  if (running.portOffset !== instance.portOffset) {
    throw new Problem(
      `This instance runs with port offset ${running.portOffset}, not ${instance.portOffset}.`,
      [
        `To move it:  ${commandFor(instance, 'down')}, then ${commandFor(
          instance,
          'up',
        )} --port-offset ${instance.portOffset}`,
      ],
    );
  }
  if (running.cluster !== cluster) {
    throw new Problem(
      `This instance runs with cluster ${running.cluster}, not ${cluster}.`,
      [
        `To change it:  ${commandFor(
          instance,
          'down',
        )}, then this command again`,
      ],
    );
  }
  if (hotReload && running.components.some(({ name }) => name === 'frontend')) {
    throw new Problem('This instance runs the built portal.', [
      `To stop it first:       ${commandFor(instance, 'down')}`,
      'To work beside it:      yarn start',
    ]);
  }
  if (running.supervisor.code === (await codeHash())) return;
  say(
    "Payday's own code changed since this instance was started, so it is started anew.",
  );
  await stopInstance(instance);
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
