import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { ClusterAccess } from './parseKubeconfig';

/** Beyond this a cluster counts as not reachable. */
const ANSWERS_WITHIN_MS = 3_000;

const statusReasons: Record<number, string> = {
  401: "Its API does not accept the portal's token.",
  403: 'Its API does not let the portal ask whether it is ready.',
};

/**
 * Asks a cluster's API whether it is ready.
 * @returns why it cannot be used, in one sentence; `undefined` when it can. Never rejects.
 */
export async function probeCluster(
  access: ClusterAccess,
): Promise<string | undefined> {
  try {
    const status = await statusOf(new URL('/readyz', access.url), access);
    if (status === 200) return undefined;
    return statusReasons[status] ?? `Its API answers with status ${status}.`;
  } catch (error) {
    return explain(error);
  }
}

function statusOf(url: URL, { caData, token }: ClusterAccess): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(
      url,
      {
        headers: { Authorization: `Bearer ${token}` },
        ca: caData && Buffer.from(caData, 'base64'),
        // A connection kept from before would hide that the certificates were replaced.
        agent: false,
        signal: AbortSignal.timeout(ANSWERS_WITHIN_MS),
      },
      response => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

function explain(error: unknown): string {
  const { name, code } = error as { name?: string; code?: string };
  if (code === 'ECONNREFUSED') return 'Nothing listens at its address.';
  if (code === 'ECONNRESET') return 'It closes the connection.';
  if (name === 'AbortError' || name === 'TimeoutError') {
    return `It does not answer within ${ANSWERS_WITHIN_MS / 1_000} seconds.`;
  }
  if (code && /CERT|SELF_SIGNED|SIGNATURE|TLS|SSL/.test(code)) {
    return 'Its certificate is not the one that the portal was given.';
  }
  return `It cannot be reached${code ? ` (${code})` : ''}.`;
}
