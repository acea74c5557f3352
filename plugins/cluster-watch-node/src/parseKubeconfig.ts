import { InputError } from '@backstage/errors';
import { parse } from 'yaml';
import { z } from 'zod';

/** How to reach the API of a cluster. */
export interface ClusterAccess {
  /** Address of the API server. */
  url: string;
  /** Certificates that vouch for it, PEM in base64; absent = those the machine trusts. */
  caData?: string;
  /** Bearer token of the portal's service account. */
  token: string;
}

const tokenSchema = z
  .string(
    'The portal needs a token; programs and client certificates it does not use',
  )
  .min(1);

const kubeconfigSchema = z.object({
  'current-context': z.string(),
  contexts: z.array(
    z.object({
      name: z.string(),
      context: z.object({ cluster: z.string(), user: z.string() }),
    }),
  ),
  clusters: z.array(
    z.object({
      name: z.string(),
      cluster: z.object({
        server: z.url({ protocol: /^https?$/ }),
        'certificate-authority-data': z.base64().optional(),
      }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({ token: tokenSchema }),
    }),
  ),
});

/**
 * Reads the current context of a kubeconfig. Only what a service account needs is understood: a token, and
 * certificates inline. Programs that a kubeconfig names are never run, and files that it names never read.
 * @throws InputError for anything else; the message never holds a token
 */
export function parseKubeconfig(text: string): ClusterAccess {
  const { data, error } = kubeconfigSchema.safeParse(parseYaml(text));
  if (!data) {
    const [{ path, message }] = error.issues;
    throw new InputError(`${path.join('.') || 'The file'}: ${message}`);
  }
  const wanted = data['current-context'];
  const context = find(data.contexts, wanted, 'context').context;
  const cluster = find(data.clusters, context.cluster, 'cluster').cluster;
  const user = find(data.users, context.user, 'user').user;
  return {
    url: cluster.server,
    caData: cluster['certificate-authority-data'],
    token: user.token,
  };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text, { logLevel: 'error' });
  } catch {
    // The parser's message quotes the line, which may hold a token.
    throw new InputError('It is no YAML.');
  }
}

function find<T extends { name: string }>(
  items: T[],
  name: string,
  kind: string,
): T {
  const found = items.find(item => item.name === name);
  if (!found) throw new InputError(`It has no ${kind} called ${name}.`);
  return found;
}
