import { Problem } from '../problem.ts';
import { CommandFailed } from './childProcess.ts';
import { lastErrorLines } from './lastErrorLines.ts';

const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ESOCKETTIMEDOUT|socket hang up|getaddrinfo|Temporary failure in name resolution|NewConnectionError|Network is unreachable|Could not resolve host|RequestError|Could not connect|Temporary failure resolving/;
const NO_SPACE = /ENOSPC|No space left on device/i;

/** One message for a failed program: what could not be done, why in its own words, and how to go on. */
export function commandProblem(
  what: string,
  error: unknown,
  next: string[] = [],
): Problem {
  if (error instanceof Problem) return error;
  const tail = error instanceof CommandFailed ? error.tail : String(error);
  const log =
    error instanceof CommandFailed ? [`Its log:      ${error.logFile}`] : [];
  const again = 'To go on from where it stopped:  ./payday up';
  if (NO_SPACE.test(tail)) {
    return new Problem(
      `${what} failed: the disk is full.`,
      ['Free some space (df -h shows where), then:  ./payday up', ...log],
      { cause: error },
    );
  }
  if (NO_NETWORK.test(tail)) {
    const first = tail
      .split('\n')
      .find(line => NO_NETWORK.test(line))
      ?.trim()
      .slice(0, 200);
    return new Problem(
      `${what} failed: a download did not get through.`,
      [
        ...(first ? [first] : []),
        'Check the network or the proxy settings.',
        again,
        ...log,
      ],
      { cause: error },
    );
  }
  const message = error instanceof Error ? error.message : String(error);
  const lines = lastErrorLines(tail);
  return new Problem(
    `${what} failed.`,
    [...(lines.length > 0 ? lines : [message]), ...next, ...log, again],
    { cause: error },
  );
}
