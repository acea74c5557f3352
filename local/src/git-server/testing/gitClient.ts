import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execa } from 'execa';

/** How a git command of a test ended. */
export interface GitRun {
  code: number;
  stdout: string;
  stderr: string;
}

/** Git as a person runs it, without this machine's configuration and without asking for anything. */
export async function git(
  cwd: string,
  args: string[],
  options: { env?: Record<string, string>; signal?: AbortSignal } = {},
): Promise<GitRun> {
  const { exitCode, stdout, stderr } = await execa('git', args, {
    cwd,
    extendEnv: false,
    env: {
      PATH: process.env.PATH,
      HOME: '/nonexistent',
      LC_ALL: 'C.UTF-8',
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: '/dev/null',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Ana Lima',
      GIT_AUTHOR_EMAIL: 'ana@payday.internal',
      GIT_COMMITTER_NAME: 'Ana Lima',
      GIT_COMMITTER_EMAIL: 'ana@payday.internal',
      ...options.env,
    },
    reject: false,
    cancelSignal: options.signal,
  });
  return { code: exitCode ?? -1, stdout, stderr };
}

/** Git that has to work: its output, or an error with what it said. */
export async function gitOk(cwd: string, ...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await git(cwd, args);
  if (code !== 0) throw new Error(`git ${args.join(' ')}: ${stderr}`);
  return stdout;
}

/** Puts files into a folder: text, `null` to delete, or text with `executable`. */
export function putFiles(
  folder: string,
  files: Record<string, string | null | { executable: string }>,
): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    if (content === null) {
      rmSync(path, { recursive: true });
      continue;
    }
    mkdirSync(dirname(path), { recursive: true });
    const isText = typeof content === 'string';
    writeFileSync(path, isText ? content : content.executable);
    if (!isText) chmodSync(path, 0o755);
  }
}

/** Commits files in a clone; returns the commit. */
export async function commit(
  clone: string,
  files: Parameters<typeof putFiles>[1],
  message = 'change',
): Promise<string> {
  putFiles(clone, files);
  await gitOk(clone, 'add', '--all');
  await gitOk(clone, 'commit', '--quiet', '--message', message);
  return gitOk(clone, 'rev-parse', 'HEAD');
}
