import { commandFor, type Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import { findPortHolder, isPortFree, type PortHolder } from './portHolder.ts';

/**
 * Checks a port the instance is about to listen on.
 * @throws Problem naming the process that holds it and what to type instead
 */
export async function assertPortFree(
  port: number,
  instance: Instance,
): Promise<void> {
  if (await isPortFree(port)) return;
  throw portProblem(port, findPortHolder(port), instance);
}

/** The message for a taken port. Pure, so that it can be read in a test. */
export function portProblem(
  port: number,
  holder: PortHolder | undefined,
  instance: Pick<Instance, 'name' | 'root' | 'portOffset'>,
): Problem {
  const offset = instance.portOffset + 100;
  const beside =
    instance.name === 'default'
      ? `To run a second one beside it:             ./payday up --instance second --port-offset ${offset}`
      : `To move this instance to other ports:      ${commandFor(
          instance,
          'up',
        )} --port-offset ${offset}`;
  if (!holder) {
    return new Problem(
      `Port ${port} is taken by a process that this user may not see.`,
      [
        `To see which one, as root:                 ss -ltnp 'sport = :${port}'`,
        beside,
      ],
    );
  }
  const isOurs =
    holder.folder === instance.root ||
    holder.folder?.startsWith(`${instance.root}/`) === true;
  const time = holder.startedAt.toTimeString().slice(0, 5);
  const who = `${holder.command} (pid ${holder.pid}, started ${time}${
    isOurs ? ' from this folder' : ''
  })`;
  return new Problem(`Port ${port} is taken by ${who}.`, [
    isOurs && holder.command === 'node'
      ? `It looks like this instance already runs:  ./payday status`
      : `To see what it is:                         ps -fp ${holder.pid}`,
    beside,
  ]);
}
