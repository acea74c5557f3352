import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../../instance.ts';
import { COMPONENT_MARK, isMarked } from '../../processes/markedProcesses.ts';
import { listProcesses } from '../../processes/processTable.ts';
import { Problem } from '../../problem.ts';
import type { Command } from '../../supervisor/component.ts';

/** Where the number of the `unshare` process is kept; its one child is PID 1 of the namespaces. */
export const holderFile = (instance: Pick<Instance, 'runFolder'>): string =>
  join(instance.runFolder, 'namespaces.pid');

/** Number, on the host, of PID 1 of the instance's namespaces; `undefined` when they are not there. */
export function namespacePid(
  instance: Pick<Instance, 'runFolder'>,
): number | undefined {
  const holder = readNumber(holderFile(instance));
  // The number may have been given to another process since.
  if (
    holder === undefined ||
    !isMarked(holder, COMPONENT_MARK, instance.runFolder)
  )
    return undefined;
  return listProcesses().find(row => row.parentPid === holder)?.pid;
}

/**
 * The same program, started inside the instance's namespaces. Paths in it are those of `INSIDE`; its working folder
 * is the root.
 * @throws Problem when there are no namespaces
 */
export function insideCommand(
  instance: Pick<Instance, 'runFolder'>,
  program: { file: string; args: string[]; env?: Record<string, string> },
): Command {
  const pid = namespacePid(instance);
  if (pid === undefined)
    throw new Problem('The namespaces of the cluster are not there.');
  return {
    file: 'nsenter',
    args: [
      `--target=${pid}`,
      '--net',
      '--mount',
      '--pid',
      '--ipc',
      '--uts',
      '--',
      program.file,
      ...program.args,
    ],
    cwd: '/',
    env: { PATH: SYSTEM_PATH, ...program.env },
  };
}

/** Where Debian keeps the programs that the container runtime and kube-proxy call. */
export const SYSTEM_PATH =
  '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A path inside the mount namespace as this process can open it, sockets too. */
export function pathThroughProc(
  instance: Pick<Instance, 'runFolder'>,
  path: string,
): string | undefined {
  const pid = namespacePid(instance);
  return pid === undefined ? undefined : `/proc/${pid}/root${path}`;
}

function readNumber(path: string): number | undefined {
  try {
    const number = Number(readFileSync(path, 'utf8'));
    return Number.isInteger(number) && number > 0 ? number : undefined;
  } catch {
    return undefined;
  }
}
