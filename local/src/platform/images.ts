import { stringify } from 'yaml';
import { readSecret } from '../components/secrets.ts';
import { commitFiles } from '../git-server/index.ts';
import {
  argoCdImage,
  ensureBaseImage,
  findBaseImage,
  findToolImage,
  imageName,
  packTool,
  pushImage,
  singleProgramImage,
  type BaseImageName,
  type BuiltImage,
  type ToolImage,
} from '../images/index.ts';
import type { ComponentContext, Step } from '../supervisor/component.ts';
import { toolProgram, type ToolContext } from '../tools/toolPaths.ts';
import { announce, bareFolder } from './repositories.ts';

/** Where the digests of locally built images stand in the GitOps repository. */
export const DIGESTS_FILE = 'platform/images/local/kustomization.yaml';

/** Base images that the platform's own pods stand on. */
const PLATFORM_BASES: BaseImageName[] = ['static', 'git', 'redis'];

const singleProgram = (
  context: ToolContext,
  tool: string,
  program = tool,
): ToolImage =>
  singleProgramImage(tool, {
    from: toolProgram(context, tool, program),
    as: program,
  });

/** Images packed from tools. */
function toolImages(context: ToolContext): ToolImage[] {
  return [
    argoCdImage({
      argocd: toolProgram(context, 'argo-cd', 'argocd'),
      helm: toolProgram(context, 'helm', 'helm'),
      kustomize: toolProgram(context, 'kustomize', 'kustomize'),
      gitVerifyWrapper: toolProgram(
        context,
        'argo-cd',
        'git-verify-wrapper.sh',
      ),
    }),
    singleProgram(context, 'argo-rollouts', 'rollouts-controller'),
    singleProgram(context, 'traefik'),
    singleProgram(context, 'prometheus'),
    singleProgram(context, 'metrics-server'),
    singleProgram(context, 'kube-state-metrics'),
  ];
}

/**
 * Packs the platform's programs into images, pushes them, and commits their digests to the GitOps repository, from
 * which Argo CD takes them.
 */
export const platformImages: Step = {
  kind: 'step',
  name: 'platform-images',
  title: 'Platform images',
  group: 'platform',
  dependsOn: [
    'repositories',
    'registry',
    'forwarder',
    'tool-kube-state-metrics',
  ],

  // The registry and the repository are asked each time: either may have been purged.
  isDone: async () => false,

  async run(context) {
    for (const name of PLATFORM_BASES) await ensureBaseImage(name, context);
    const images: BuiltImage[] = [];
    const redis = await findBaseImage('redis', context.cache);
    if (redis) images.push(redis.image);
    for (const tool of toolImages(context))
      images.push(
        (await findToolImage(tool, context.cache)) ??
          (await packTool(tool, context)),
      );
    for (const image of images)
      await pushImage(image, target(context), context);
    await commitDigests(context, images);
  },
};

/** Base images that the payments are built on or run. */
const PAYMENTS_BASES: BaseImageName[] = ['node', 'node-build', 'postgres'];

/** Makes the other base images be there before the first build of a service asks for them. */
export const baseImages: Step = {
  kind: 'step',
  name: 'base-images',
  title: 'Base images',
  group: 'platform',
  dependsOn: ['platform-images'],
  isInBackground: true,
  isDone: async () => false,

  async run(context) {
    for (const name of PAYMENTS_BASES)
      await pushImage(
        await ensureBaseImage(name, context),
        target(context),
        context,
      );
  },
};

/** Hashes of the platform's images in the cache that this clone uses. */
export async function wantedImages(cache: string): Promise<string[]> {
  const bases = await Promise.all(
    [...PLATFORM_BASES, ...PAYMENTS_BASES].map(name =>
      findBaseImage(name, cache),
    ),
  );
  const packed = await Promise.all(
    toolImages({ cache }).map(tool => findToolImage(tool, cache)),
  );
  return [...bases.map(base => base?.image), ...packed].flatMap(
    image => image?.hash ?? [],
  );
}

/** The instance's registry as the builder reaches it. */
export const target = ({ instance }: Pick<ComponentContext, 'instance'>) => ({
  address: `127.0.0.1:${instance.ports.registry}`,
  credentials: {
    username: 'node',
    password: readSecret(instance, 'registry-password'),
  },
});

async function commitDigests(
  { instance }: ComponentContext,
  images: BuiltImage[],
): Promise<void> {
  const result = await commitFiles({
    bareFolder: bareFolder(instance, 'gitops'),
    branch: 'main',
    files: new Map([[DIGESTS_FILE, digestsFile(images)]]),
    message: 'chore(platform): use the images built on this machine',
  });
  if (result.kind === 'committed')
    await announce(instance, 'gitops', result.update);
}

/** The kustomization that pins images by digest, as YAML, sorted by name. */
export function digestsFile(
  images: Pick<BuiltImage, 'name' | 'digest'>[],
): string {
  const pinned = images
    .map(({ name, digest }) => ({ name: imageName(name), digest }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return `# Written by \`payday up\`: digests of the images built on this machine.\n${stringify(
    {
      apiVersion: 'kustomize.config.k8s.io/v1alpha1',
      kind: 'Component',
      images: pinned,
    },
  )}`;
}
