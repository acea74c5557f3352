/** The two services of Git over HTTP: one reads, one writes. */
export type GitService = 'git-upload-pack' | 'git-receive-pack';

/** What a request asks for. */
export type Route =
  | { kind: 'health' }
  | {
      kind: 'git';
      repository: string;
      service: GitService;
      /** True for the first request of two, which only lists refs. */
      advertises: boolean;
    }
  | { kind: 'announcement'; repository: string };

const PATH =
  /^\/([a-z0-9-]{1,100})\.git\/(info\/refs|git-upload-pack|git-receive-pack|updates)(?:\?(.*))?$/;

/**
 * Reads method and target literally: nothing is decoded or normalised, so that no spelling leads out of the folder.
 * @returns `undefined` for everything that is not the smart protocol, dumb HTTP included
 */
export function findRoute(method = '', target = ''): Route | undefined {
  if (target === '/healthz')
    return method === 'GET' ? { kind: 'health' } : undefined;
  const [, repository, resource, query] = target.match(PATH) ?? [];
  if (repository === undefined) return undefined;
  if (resource === 'info/refs') {
    const service = new URLSearchParams(query ?? '').get('service');
    return method === 'GET' && isGitService(service)
      ? { kind: 'git', repository, service, advertises: true }
      : undefined;
  }
  if (method !== 'POST' || query !== undefined) return undefined;
  return isGitService(resource)
    ? { kind: 'git', repository, service: resource, advertises: false }
    : { kind: 'announcement', repository };
}

function isGitService(name: string | null): name is GitService {
  return name === 'git-upload-pack' || name === 'git-receive-pack';
}
