import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';

const named = z.looseObject({ name: z.string() });
const kubeconfigSchema = z.looseObject({
  clusters: z.array(named).default([]),
  users: z.array(named).default([]),
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
 * The context of this name from the person's kubeconfig.
 * @throws Problem (exit 2) when there is none, listing those there are
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
  const everything = {
    clusters: configs.flatMap(config => config.clusters),
    users: configs.flatMap(config => config.users),
  };
  return {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': name,
    contexts: [found],
    clusters: everything.clusters.filter(
      row => row.name === found.context.cluster,
    ),
    users: everything.users.filter(row => row.name === found.context.user),
  };
}

async function readKubeconfig(path: string) {
  const text = await readFile(path, 'utf8').catch(() => '');
  const result = kubeconfigSchema.safeParse(parse(text) ?? {});
  if (result.success) return result.data;
  throw new Problem(`${path} is not a kubeconfig.`, [
    'To look at it with kubectl:  kubectl config view',
  ]);
}
