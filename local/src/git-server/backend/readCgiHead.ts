import type { Readable } from 'node:stream';

/** How a CGI program starts its answer (RFC 3875 §6). */
export interface CgiHead {
  status: number;
  headers: Record<string, string>;
}

const LONGEST_HEAD_BYTES = 65_536;

/**
 * Reads the head off a program's output and leaves the body in the stream.
 * @returns `undefined` when the program ended, or wrote too much, before its head was whole
 */
export function readCgiHead(output: Readable): Promise<CgiHead | undefined> {
  return new Promise(resolve => {
    let seen = Buffer.alloc(0);
    const finish = (head: CgiHead | undefined) => {
      output.off('data', onData).off('close', onEnd).off('end', onEnd);
      output.pause();
      resolve(head);
    };
    const onEnd = () => finish(undefined);
    const onData = (chunk: Buffer) => {
      seen = Buffer.concat([seen, chunk]);
      const [separator] = /\r?\n\r?\n/.exec(seen.toString('latin1')) ?? [];
      if (separator === undefined) {
        if (seen.length > LONGEST_HEAD_BYTES) finish(undefined);
        return;
      }
      const end = seen.indexOf(separator, 0, 'latin1');
      const rest = seen.subarray(end + separator.length);
      finish(parseCgiHead(seen.toString('latin1', 0, end)));
      if (rest.length > 0) output.unshift(rest);
    };
    output.on('data', onData).once('close', onEnd).once('end', onEnd);
  });
}

/** Status (200 unless it says another) and headers, their names in lower case. */
export function parseCgiHead(text: string): CgiHead {
  const headers: Record<string, string> = {};
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0)
      headers[line.slice(0, colon).toLowerCase()] = line
        .slice(colon + 1)
        .trim();
  }
  const { status, ...others } = headers;
  return {
    status: Number.parseInt(status ?? '200', 10) || 500,
    headers: others,
  };
}
