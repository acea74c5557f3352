import { Problem } from '../problem.ts';
import { CommandFailed } from '../supervisor/childProcess.ts';
import { lastErrorLines } from '../supervisor/lastErrorLines.ts';

const AGAIN = 'To go on from where it stopped:  ./payday up';

interface Cause {
  sign: RegExp;
  why: string;
  next: string[];
  /** Show the line that told. */
  quotes: boolean;
}

/** What stops a build for a reason that a person can remove; the first that fits counts. */
const CAUSES: Cause[] = [
  {
    sign: /no space left on device|ENOSPC|disk quota exceeded/i,
    why: 'the disk is full',
    next: [
      'Free some space (df -h shows where); ./payday tools prune frees what is no longer used.',
    ],
    quotes: false,
  },
  {
    sign: /signal: killed|out of memory|cannot allocate memory/i,
    why: 'the machine ran out of memory',
    next: ['Compiling takes up to 3 GB: close something, or add swap.'],
    quotes: false,
  },
  {
    sign: /checksum mismatch|SECURITY ERROR|DO NOT MATCH THE HASHES/,
    why: 'a download is not what it was when it was pinned',
    next: [
      'Something on the way to the module proxy changes downloads, or the cache is damaged.',
      'To fetch everything anew:  ./payday tools prune',
    ],
    quotes: true,
  },
  {
    sign: /dial tcp|no such host|i\/o timeout|connection (refused|reset|timed out)|TLS handshake|network is unreachable|no route to host|server misbehaving|proxyconnect|Bad Gateway|Service Unavailable|Gateway Time-?out|Proxy Authentication Required|certificate signed by unknown|failed to verify certificate|could not resolve host|unexpected EOF|NewConnectionError|Temporary failure in name resolution/i,
    why: 'a download did not get through',
    next: [
      'Check the network, or GOPROXY and the proxy settings (go env GOPROXY).',
    ],
    quotes: true,
  },
  {
    sign: /(403 Forbidden|404 Not Found|410 Gone)|toolchain not available|No matching distribution found/i,
    why: 'what it is made of cannot be had where GOPROXY points',
    next: [
      'The proxy must pass all public modules, golang.org/toolchain among them.',
    ],
    quotes: true,
  },
];

/**
 * One message for a failed step of a build: why it failed, in Go's own words where they tell, and how to go on.
 * @param error a CommandFailed tells its program's output; a Problem is returned as it is
 */
export function goProblem(
  what: string,
  error: unknown,
  logFile: string,
): Problem {
  if (error instanceof Problem) return error;
  const output = error instanceof CommandFailed ? error.tail : messageOf(error);
  const log = `Its log:  ${logFile}`;
  for (const { sign, why, next, quotes } of CAUSES) {
    const line = output.split('\n').find(text => sign.test(text));
    if (line === undefined) continue;
    const quoted = quotes ? [line.trim().slice(0, 300)] : [];
    return new Problem(
      `${what} failed: ${why}.`,
      [...quoted, ...next, AGAIN, log],
      { cause: error },
    );
  }
  const telling = lastErrorLines(output);
  return new Problem(
    `${what} failed.`,
    [...(telling.length > 0 ? telling : [messageOf(error)]), AGAIN, log],
    { cause: error },
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
