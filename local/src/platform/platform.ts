import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { z } from 'zod';
import { clusterFolders } from '../cluster/clusterFolders.ts';
import { applyObjects, kubectl } from '../cluster/kubectl.ts';
import { hashFiles, listFiles } from '../contentHash.ts';
import { Problem } from '../problem.ts';
import { readState, writeState } from '../stateFile.ts';
import type { ComponentContext, Step } from '../supervisor/component.ts';
import { toolFolder } from '../tools/toolPaths.ts';
import { portalTokenFile, writePortalToken } from './argoCdToken.ts';
import { clusterSecrets } from './clusterSecrets.ts';
import {
  portalKubeconfigFile,
  writePortalKubeconfig,
} from './portalKubeconfig.ts';
import { bareFolder } from './repositories.ts';

/** Tools whose modules bring definitions of custom resources. */
const WITH_DEFINITIONS = ['argo-cd', 'argo-rollouts', 'traefik'];

const beginningSchema = z.object({ hash: z.string() });

/**
 * The beginning of the platform in a fresh cluster: definitions of custom resources, namespaces, secrets, Argo CD, and
 * the application of applications. From then on Argo CD takes everything, itself included, from Git.
 */
export const platform: Step = {
  kind: 'step',
  name: 'platform',
  title: 'Argo CD and applications',
  group: 'platform',
  dependsOn: [
    'platform-images',
    'controllers',
    'controller-manager',
    'scheduler',
    'kubelet',
    'kube-proxy',
    'dns',
  ],

  async isDone(context) {
    const begun = readState(beginningFile(context), beginningSchema);
    return (
      begun.kind === 'value' && begun.value.hash === (await inputsHash(context))
    );
  },

  async run(context) {
    await withCheckout(context, async folder => {
      await applyDefinitions(context);
      await applyFolder(context, join(folder, 'platform/namespaces/local'));
      await applyObjects(context, clusterSecrets(context.instance));
      writePortalToken(context.instance);
      await writePortalKubeconfig(context);
      // Its projects first: Argo CD's server stops when the one called default is missing.
      await applyFolder(context, join(folder, 'bootstrap/local'));
      await applyFolder(context, join(folder, 'platform/argo-cd/local'));
    });
    writeState(beginningFile(context), { hash: await inputsHash(context) });
  },
};

const beginningFile = ({ instance }: ComponentContext) =>
  join(clusterFolders(instance).cluster, 'beginning.json');

/** Everything that the beginning applies. What is in Git and changes later is Argo CD's business. */
async function inputsHash(context: ComponentContext): Promise<string> {
  const { instance } = context;
  const definitions = await Promise.all(
    definitionFolders(context).map(folder => listFiles(folder)),
  );
  return hashFiles(definitions.flat(), context.cache, [
    JSON.stringify(clusterSecrets(instance)),
    // What the portal was given says where the API is, and can be deleted.
    String(instance.ports.kubernetesApi),
    String(existsSync(portalKubeconfigFile(instance))),
    String(existsSync(portalTokenFile(instance))),
  ]);
}

const definitionFolders = (context: ComponentContext) =>
  WITH_DEFINITIONS.map(tool => join(toolFolder(context, tool), 'crds'));

async function applyDefinitions(context: ComponentContext): Promise<void> {
  context.report('Custom resources');
  for (const folder of definitionFolders(context)) {
    for (const file of (await readdir(folder)).sort())
      await apply(context, `--filename=${join(folder, file)}`);
  }
  const { exitCode, stderr } = await kubectl(context, [
    'wait',
    'customresourcedefinitions',
    '--all',
    '--for=condition=Established',
    '--timeout=60s',
  ]);
  if (exitCode !== 0) throw refused('The custom resources', stderr);
}

async function applyFolder(
  context: ComponentContext,
  folder: string,
): Promise<void> {
  context.report(folder.split('/').slice(-2, -1)[0] ?? folder);
  await apply(context, `--kustomize=${folder}`);
}

async function apply(context: ComponentContext, what: string): Promise<void> {
  const { exitCode, stderr } = await kubectl(context, [
    'apply',
    '--server-side',
    '--force-conflicts',
    // Argo CD's own name, so that what it takes over has one owner.
    '--field-manager=argocd-controller',
    what,
  ]);
  if (exitCode !== 0) throw refused(what.replace(/^--\w+=/, ''), stderr);
}

const refused = (what: string, stderr: string) =>
  new Problem(`The cluster did not take ${what}.`, [
    ...stderr.trim().split('\n').slice(-4),
    'To try again:  ./payday up',
  ]);

/** A copy of the GitOps repository's `main` for as long as `use` takes. */
async function withCheckout(
  { instance }: ComponentContext,
  use: (folder: string) => Promise<void>,
): Promise<void> {
  const parent = join(instance.runFolder, 'tmp');
  await mkdir(parent, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(parent, 'gitops-'));
  try {
    const archive = execa(
      'git',
      [`--git-dir=${bareFolder(instance, 'gitops')}`, 'archive', 'main'],
      { encoding: 'buffer' },
    );
    await archive.pipe('tar', ['--extract', `--directory=${folder}`]);
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
