import type { RefUpdate } from '../git/refUpdate.ts';

/** Where the Git server is, and as whom to talk to it. */
export interface GitServerAddress {
  /** E.g. `http://127.0.0.1:7082`, without a trailing slash. */
  url: string;
  /** A token with the right to write. */
  token: string;
}

/**
 * Has the server tell its listeners of a ref that was moved on the disk, as it does after a push. A server that does
 * not run has nobody waiting for it: Argo CD looks by itself when it starts.
 * @param repository its name, without `.git`
 * @returns false when the server could not be told
 */
export async function announceUpdate(
  { url, token }: GitServerAddress,
  repository: string,
  update: RefUpdate,
): Promise<boolean> {
  try {
    const response = await fetch(`${url}/${repository}.git/updates`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify(update),
      signal: AbortSignal.timeout(5_000),
    });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
