import { spawn } from 'node:child_process';
import { Problem } from '../problem.ts';

const ENDS_WITHIN_MS = 30_000;
const QUOTED_LINES = 6;

/** How nft is called. The namespace of the calling process is the one whose rules change. */
export interface NftOptions {
  /** Words before the script's own arguments, e.g. `['ip', 'netns', 'exec', 'x', 'nft']`; plain `nft` unless said. */
  command?: string[];
  /** Only checks whether the script would be accepted. */
  check?: boolean;
}

/**
 * Gives a script to nft, which carries it out as a whole or not at all.
 * @throws Problem with what nft said; the rules are then as they were
 */
export async function applyRuleset(
  script: string,
  { command = ['nft'], check = false }: NftOptions = {},
): Promise<void> {
  const [file, ...words] = command;
  const nft = spawn(
    file,
    [...words, ...(check ? ['--check'] : []), '-f', '-'],
    {
      env: environmentWithSystemPrograms(),
      stdio: ['pipe', 'ignore', 'pipe'],
      signal: AbortSignal.timeout(ENDS_WITHIN_MS),
      killSignal: 'SIGKILL',
    },
  );
  let said = '';
  nft.stderr.setEncoding('utf8').on('data', chunk => (said += chunk));
  const ended = new Promise<number | NodeJS.Signals>((resolve, reject) => {
    nft.once('error', reject);
    nft.once('close', (code, signal) => resolve(code ?? signal!));
  });
  // When nft ends early, the exit code and what it said tell more than the broken pipe.
  nft.stdin.once('error', () => {});
  nft.stdin.end(script);
  const result = await ended.catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT'
      ? new Problem(
          'nft, which puts network policies in force, is not installed.',
          ['Install it:  apt-get install nftables'],
          { cause: error },
        )
      : new Problem(`nft did not end in order: ${error.message}`, [], {
          cause: error,
        });
  });
  if (result !== 0)
    throw new Problem(
      `nft refused the network policy rules (${
        typeof result === 'number' ? `exit code ${result}` : result
      }); the earlier ones stay in force.`,
      said.trim().split('\n').slice(0, QUOTED_LINES),
    );
}

/** A service may be started without the folders that hold nft. */
function environmentWithSystemPrograms(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    PATH: `${process.env.PATH ?? '/usr/bin:/bin'}:/usr/sbin:/sbin`,
  };
}
