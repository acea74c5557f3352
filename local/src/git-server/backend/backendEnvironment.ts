import type { IncomingMessage } from 'node:http';
import { gitEnvironment } from '../git/gitEnvironment.ts';
import { hooksFolder } from '../hooks/hookEnvironment.ts';

const LARGEST_PUSH_BYTES = 512 * 1024 * 1024;

/** Git settings of the server. They are here and not in the repositories, so none can be without. */
function serverSettings(mayPush: boolean): [string, string][] {
  return [
    ['core.hooksPath', hooksFolder],
    ['http.getanyfile', 'false'],
    ['http.receivepack', String(mayPush)],
    ['receive.advertiseAtomic', 'true'],
    ['receive.advertisePushOptions', 'true'],
    ['receive.fsckObjects', 'true'],
    ['receive.maxInputSize', String(LARGEST_PUSH_BYTES)],
    // Always one pack: its folder can be synced, thousands of single objects' folders cannot.
    ['receive.unpackLimit', '1'],
    // Left to Maintenance, which does not hang on a client.
    ['receive.autogc', 'false'],
    ['transfer.hideRefs', 'refs/payday'],
    ['uploadpack.allowFilter', 'true'],
  ];
}

/** What the CGI program is told about a request besides its body. */
export interface BackendRequest {
  /** Folder that holds the repositories. */
  root: string;
  /** E.g. `/gitops.git/info/refs`, as `findRoute` let it pass. */
  pathInfo: string;
  query: string;
  person: string;
  mayPush: boolean;
}

/** The environment of `git http-backend` (RFC 3875 §4.1 and its manual page). */
export function backendEnvironment(
  { root, pathInfo, query, person, mayPush }: BackendRequest,
  request: IncomingMessage,
): Record<string, string> {
  const { headers } = request;
  const optional = {
    CONTENT_TYPE: headers['content-type'],
    // Absent for a chunked body: git then reads to the end.
    CONTENT_LENGTH: headers['content-length'],
    HTTP_CONTENT_ENCODING: headers['content-encoding'],
    GIT_PROTOCOL: /^[\w.=:-]{1,200}$/.exec(
      String(headers['git-protocol'] ?? ''),
    )?.[0],
  };
  const present = Object.entries(optional).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    ...gitEnvironment(serverSettings(mayPush)),
    GATEWAY_INTERFACE: 'CGI/1.1',
    SERVER_PROTOCOL: 'HTTP/1.1',
    REQUEST_METHOD: request.method ?? 'GET',
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: pathInfo,
    QUERY_STRING: query,
    REMOTE_USER: person,
    REMOTE_ADDR: request.socket.remoteAddress ?? '',
    ...Object.fromEntries(present),
  };
}
