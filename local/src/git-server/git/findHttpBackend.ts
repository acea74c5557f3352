import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../../problem.ts';
import { gitEnvironment } from './gitEnvironment.ts';
import { runGit } from './runGit.ts';

const NEXT = ['To see what this machine lacks:  ./payday doctor'];

/**
 * Absolute path of `git-http-backend`.
 * @throws Problem when git is absent or older than 2.38, whose `merge-tree` the merging of folders needs
 */
export async function findHttpBackend(): Promise<string> {
  const ask = async (args: string[]) => {
    try {
      const { stdout } = await runGit(args, { env: gitEnvironment() });
      return stdout.toString().trim();
    } catch (cause) {
      throw new Problem('Git is not installed.', NEXT, { cause });
    }
  };
  const version = await ask(['version']);
  const [, major, minor] = /(\d+)\.(\d+)/.exec(version) ?? [];
  if (Number(major) * 1000 + Number(minor) < 2038)
    throw new Problem(`${version} is too old: 2.38 is the least.`, NEXT);
  const program = join(await ask(['--exec-path']), 'git-http-backend');
  if (!existsSync(program))
    throw new Problem(`This git has no ${program}.`, NEXT);
  return program;
}
