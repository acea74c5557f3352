import type { Command } from 'commander';
import { adviceFor, commandFor } from '../instance.ts';
import {
  instanceOf,
  withCommonOptions,
  type CommonOptions,
} from '../options.ts';
import { Problem } from '../problem.ts';
import type { Snapshot } from '../supervisor/snapshot.ts';
import {
  connectSupervisor,
  currentSnapshot,
  request,
} from '../supervisor/supervisorClient.ts';

/** `payday restart` */
export function registerRestart(program: Command): void {
  const command = program
    .command('restart')
    .argument('<component>', 'a name from ./payday status')
    .description('start one component anew; the others go on')
    .addHelpText(
      'after',
      `
Examples:
  ./payday restart portal
  ./payday restart api-server
  ./payday restart namespaces     the whole cluster`,
    );
  withCommonOptions(command).action(restart);
}

async function restart(name: string, options: CommonOptions): Promise<void> {
  const instance = instanceOf(options);
  const before = await currentSnapshot(instance.runFolder);
  const socket = before && (await connectSupervisor(instance.runFolder));
  if (!before || !socket)
    throw new Problem('Nothing runs.', [
      `To start it:  ${commandFor(instance, 'up')}`,
    ]);
  const { title } = restartable(before, name);
  process.stderr.write(`Starting ${title} anew …\n`);
  let last = before;
  for await (const snapshot of request(socket, {
    type: 'restart',
    component: name,
  }))
    last = snapshot;
  const after = last.components.find(row => row.name === name);
  if (after?.state !== 'healthy')
    throw new Problem(
      after?.problem?.what ?? after?.reason ?? `${title} did not come back.`,
      [
        ...(after?.problem?.next ?? []).map(line => adviceFor(instance, line)),
        `To read its log:  ${commandFor(instance, 'logs')} ${name}`,
      ],
    );
  process.stderr.write(`✔ ${title} is healthy again.\n`);
}

/** @throws Problem (exit 2) for a name that is not there or is a piece of work, which has nothing to restart */
function restartable({ components }: Snapshot, name: string) {
  const found = components.find(row => row.name === name);
  if (found && found.kind !== 'step') return found;
  const names = components
    .filter(({ kind }) => kind !== 'step')
    .map(row => row.name);
  throw new Problem(
    found
      ? `${found.title} is work that is done once; there is nothing to restart.`
      : `There is no component called "${name}".`,
    [`What can be restarted:  ${names.join(', ')}`],
    { exitCode: 2 },
  );
}
