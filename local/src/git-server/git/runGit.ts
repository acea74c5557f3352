import { spawn } from 'node:child_process';

/** How one run of git is set up. */
export interface GitRunOptions {
  /** The whole environment; nothing is inherited. */
  env: NodeJS.ProcessEnv;
  cwd?: string;
  /** Standard input; empty unless given. */
  input?: string | Uint8Array;
  /** Exit codes that are answers, not failures; only 0 unless given. */
  accept?: number[];
}

/** What git answered. */
export interface GitOutput {
  code: number;
  stdout: Buffer;
  stderr: string;
}

/** A git command that failed. `stderr` is what git said. */
export class GitFailed extends Error {
  readonly stderr: string;

  constructor(args: string[], code: number | null, stderr: string) {
    super(`git ${args.join(' ')} ended with ${code}: ${stderr.trim()}`);
    this.name = 'GitFailed';
    this.stderr = stderr;
  }
}

/**
 * Runs git to its end. Uses Node's own module only, since a hook pays for every import on each push.
 * @throws GitFailed for an exit code that is not accepted
 */
export function runGit(
  args: string[],
  { env, cwd, input, accept = [0] }: GitRunOptions,
): Promise<GitOutput> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { env, cwd, stdio: 'pipe' });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', chunk => stdout.push(chunk));
    child.stderr.on('data', chunk => stderr.push(chunk));
    child.once('error', reject);
    // A git that ends before it read everything says why by its exit code.
    child.stdin.on('error', () => {});
    child.stdin.end(input ?? '');
    child.once('close', code => {
      const said = Buffer.concat(stderr).toString();
      if (code !== null && accept.includes(code))
        resolve({ code, stdout: Buffer.concat(stdout), stderr: said });
      else reject(new GitFailed(args, code, said));
    });
  });
}
