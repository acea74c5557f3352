import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../../problem.ts';
import { hooksFolder } from './hookEnvironment.ts';

/**
 * Git passes over a hook that it cannot execute, and with it every check; so nothing is served then.
 * @throws Problem naming the hook
 */
export async function requireHooks(
  folder: string = hooksFolder,
): Promise<void> {
  for (const name of ['pre-receive', 'post-receive']) {
    const path = join(folder, name);
    await access(path, constants.X_OK).catch(cause => {
      throw new Problem(
        `The Git hook ${path} cannot be executed, so pushes would go unchecked.`,
        [`To make it executable:  chmod +x '${path}'`],
        { cause },
      );
    });
  }
}
