import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { execa } from 'execa';
import { NO_OBJECT } from '../git/refUpdate.ts';

/** The body of a push that creates a branch, as git would send it. */
export async function pushBody(
  clone: string,
  commit: string,
  ref: string,
): Promise<Buffer> {
  const { stdout: pack } = await execa(
    'git',
    ['pack-objects', '--revs', '--stdout', '--quiet'],
    { cwd: clone, input: `${commit}\n`, encoding: 'buffer' },
  );
  const command = `${NO_OBJECT} ${commit} ${ref}\0 report-status`;
  const length = (command.length + 4).toString(16).padStart(4, '0');
  return Buffer.concat([Buffer.from(`${length}${command}0000`), pack]);
}

/** A request whose body the test writes itself. */
export interface OpenRequest {
  outgoing: ClientRequest;
  answered: Promise<IncomingMessage>;
}

/** A push, chunked unless `headers` give a length. */
export function openPush(
  url: string,
  token: string,
  headers: Record<string, string | number> = {},
): OpenRequest {
  return open(url, 'git-receive-pack', token, headers);
}

/** A fetch, in version 0 of the protocol. */
export function openPull(url: string, token: string): OpenRequest {
  return open(url, 'git-upload-pack', token, {});
}

function open(
  url: string,
  service: string,
  token: string,
  headers: Record<string, string | number>,
): OpenRequest {
  const outgoing = request(`${url}/${service}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': `application/x-${service}-request`,
      ...headers,
    },
  });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  // Tests that cut the connection do not ask how it ended.
  answered.catch(() => {});
  return { outgoing, answered };
}
