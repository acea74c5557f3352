import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';

/** How to reach an API server, and as whom. Certificates and keys are PEM. */
export interface ApiAccess {
  server: URL;
  certificateAuthority?: Buffer;
  certificate?: Buffer;
  key?: Buffer;
  token?: string;
}

const text = z.string().min(1).optional();

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
        'certificate-authority': text,
        'certificate-authority-data': text,
      }),
    }),
  ),
  users: z.array(
    z.object({
      name: z.string(),
      user: z.object({
        'client-certificate': text,
        'client-certificate-data': text,
        'client-key': text,
        'client-key-data': text,
        token: text,
      }),
    }),
  ),
});

/**
 * Reads the current context of a kubeconfig file. Client certificates and tokens are understood, programs that make
 * credentials are not.
 * @throws Problem naming the file and what is wrong with it
 */
export function readKubeconfig(path: string): ApiAccess {
  try {
    const config = kubeconfigSchema.parse(parse(readFileSync(path, 'utf8')));
    const { context } = find(config.contexts, config['current-context']);
    const { cluster } = find(config.clusters, context.cluster);
    const { user } = find(config.users, context.user);
    const load = (data: string | undefined, file: string | undefined) => {
      if (data) return Buffer.from(data, 'base64');
      return file ? readFileSync(resolve(dirname(path), file)) : undefined;
    };
    return {
      server: new URL(cluster.server),
      certificateAuthority: load(
        cluster['certificate-authority-data'],
        cluster['certificate-authority'],
      ),
      certificate: load(
        user['client-certificate-data'],
        user['client-certificate'],
      ),
      key: load(user['client-key-data'], user['client-key']),
      token: user.token,
    };
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Problem(
      `The kubeconfig ${path} cannot be used: ${why}`,
      ['`./payday up` writes it anew.'],
      { cause: error },
    );
  }
}

function find<T extends { name: string }>(entries: T[], name: string): T {
  const found = entries.find(entry => entry.name === name);
  if (!found) throw new Error(`it has no entry “${name}”`);
  return found;
}
