import type { IncomingMessage, ServerResponse } from 'node:http';
import { ProcessGroup } from './ProcessGroup.ts';
import { readCgiHead } from './readCgiHead.ts';

/** One request for `git http-backend`. */
export interface BackendCall {
  /** Absolute path of git-http-backend. */
  program: string;
  env: Record<string, string>;
  request: IncomingMessage;
  response: ServerResponse;
  /** Aborted when the client went, or when its time is over. */
  signal: AbortSignal;
  /** Runs after git ended and before the answer does: what the client was told is then true for good. */
  beforeEnd(): Promise<void>;
  log(line: string): void;
}

const LONGEST_COMPLAINT_BYTES = 8_192;

/**
 * Streams a request through `git http-backend` and its answer back. Returns after git and all that it started ended.
 * An answer that is cut off, for whatever reason, never looks like a whole one.
 */
export async function runHttpBackend(call: BackendCall): Promise<void> {
  const { request, response, signal } = call;
  const group = new ProcessGroup(call.program, call.env);
  const end = () => group.end();
  signal.addEventListener('abort', end, { once: true });
  if (signal.aborted) end();
  const { stdin, stdout, stderr } = group.child;
  const complaint = collect(stderr);
  request.pipe(stdin);
  try {
    const head = await readCgiHead(stdout);
    if (head === undefined) {
      group.end();
    } else {
      response.writeHead(head.status, head.headers);
      stdout.pipe(response, { end: false });
    }
    const code = await group.closed;
    request.unpipe(stdin);
    request.resume();
    if (code !== 0)
      call.log(`git http-backend ended with ${code}: ${complaint()}`);
    if (head === undefined && !response.headersSent && !signal.aborted)
      response.writeHead(500, { 'content-type': 'text/plain' });
    if (signal.aborted) throw signal.reason;
    await call.beforeEnd();
    response.end();
  } catch (error) {
    response.destroy();
    if (!signal.aborted) throw error;
  } finally {
    signal.removeEventListener('abort', end);
  }
}

function collect(stream: NodeJS.ReadableStream): () => string {
  let text = '';
  stream.on('data', chunk => {
    if (text.length < LONGEST_COMPLAINT_BYTES) text += chunk;
  });
  return () => text.trim();
}
