import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';

const kubeconfigSchema = z.looseObject({
  clusters: z
    .array(
      z.looseObject({
        name: z.string(),
        cluster: z.looseObject({
          'certificate-authority': z.string().optional(),
          'certificate-authority-data': z.string().optional(),
        }),
      }),
    )
    .default([]),
  users: z
    .array(
      z.looseObject({
        name: z.string(),
        user: z.looseObject({
          token: z.string().optional(),
          tokenFile: z.string().optional(),
        }),
      }),
    )
    .default([]),
  contexts: z
    .array(
      z.looseObject({
        name: z.string(),
        context: z.looseObject({ cluster: z.string(), user: z.string() }),
      }),
    )
    .default([]),
});

/** A kubeconfig with the one context that is used, and what it refers to. */
export type OneContext = z.infer<typeof kubeconfigSchema> & {
  'current-context': string;
};

/** The files kubectl reads too: `$KUBECONFIG`, else `~/.kube/config`. */
export function kubeconfigFiles(env = process.env): string[] {
  const listed = (env.KUBECONFIG ?? '')
    .split(delimiter)
    .filter(path => path !== '');
  return listed.length > 0
    ? listed
    : [join(env.HOME ?? homedir(), '.kube', 'config')];
}

/**
 * The context of this name from the person's kubeconfig, with what it names in other files put into it.
 * @throws Problem (exit 2) when there is none, listing those there are, or when its user has no token
 */
export async function readContext(
  name: string,
  files: string[] = kubeconfigFiles(),
): Promise<OneContext> {
  const configs = await Promise.all(files.map(readKubeconfig));
  const found = configs.flatMap(config => {
    const context = config.contexts.find(row => row.name === name);
    return context ? [context] : [];
  })[0];
  if (!found) {
    const names = configs.flatMap(config =>
      config.contexts.map(context => context.name),
    );
    throw new Problem(
      `There is no context called "${name}" in ${files.join(', ')}.`,
      [
        names.length > 0
          ? `Contexts there:  ${names.join(', ')}`
          : 'There is none at all.',
        'A cluster of its own:  ./payday up --cluster embedded',
      ],
      { exitCode: 2 },
    );
  }
  const cluster = configs
    .flatMap(config => config.clusters)
    .find(row => row.name === found.context.cluster);
  const user = configs
    .flatMap(config => config.users)
    .find(row => row.name === found.context.user);
  if (!cluster || !user)
    throw new Problem(
      `The context "${name}" names the ${
        cluster
          ? `user "${found.context.user}"`
          : `cluster "${found.context.cluster}"`
      }, which is not in ${files.join(', ')}.`,
      [],
      { exitCode: 2 },
    );
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [found],
    clusters: [
      { name: cluster.name, cluster: await withAuthority(cluster.cluster) },
    ],
    users: [
      { name: user.name, user: { token: await tokenOf(user, found.name) } },
    ],
  };
}

async function withAuthority({
  'certificate-authority': path,
  ...cluster
}: OneContext['clusters'][number]['cluster']) {
  return path === undefined
    ? cluster
    : {
        ...cluster,
        'certificate-authority-data': await readFile(path, 'base64'),
      };
}

/** The portal runs for days and for many people: it neither runs a sign-in program nor is it somebody's certificate. */
async function tokenOf(
  { name, user }: OneContext['users'][number],
  context: string,
): Promise<string> {
  const { token, tokenFile } = user;
  if (token !== undefined) return token;
  if (tokenFile !== undefined)
    return (await readFile(tokenFile, 'utf8')).trim();
  const kubectl = `kubectl --context ${context}`;
  throw new Problem(
    `The user "${name}" of the context "${context}" has no token, and the portal needs one of its own.`,
    [
      'To make one that may read, and a context with it:',
      `  ${kubectl} create namespace payday-system`,
      `  ${kubectl} apply -f gitops-repo/platform/namespaces/local/portal-access.yaml`,
      `  kubectl config set-credentials payday-portal --token "$(${kubectl} create token payday-portal -n payday-system --duration 720h)"`,
      `  kubectl config set-context payday-portal --user payday-portal --cluster "$(kubectl config view -o jsonpath='{.contexts[?(@.name=="${context}")].context.cluster}')"`,
      '  ./payday up --context payday-portal',
    ],
    { exitCode: 2 },
  );
}

async function readKubeconfig(path: string) {
  const text = await readFile(path, 'utf8').catch(() => '');
  const result = kubeconfigSchema.safeParse(parse(text) ?? {});
  if (result.success) return withAbsolutePaths(result.data, dirname(path));
  throw new Problem(`${path} is not a kubeconfig.`, [
    'To look at it with kubectl:  kubectl config view',
  ]);
}

/** What a kubeconfig names is relative to its own folder. */
function withAbsolutePaths(
  config: z.infer<typeof kubeconfigSchema>,
  folder: string,
): z.infer<typeof kubeconfigSchema> {
  const absolute = <T extends object>(given: T, key: keyof T): T =>
    typeof given[key] === 'string'
      ? { ...given, [key]: resolve(folder, given[key]) }
      : given;
  return {
    ...config,
    clusters: config.clusters.map(({ name, cluster }) => ({
      name,
      cluster: absolute(cluster, 'certificate-authority'),
    })),
    users: config.users.map(({ name, user }) => ({
      name,
      user: absolute(user, 'tokenFile'),
    })),
  };
}
