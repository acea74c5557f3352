import { ENVIRONMENTS } from '../components/secrets.ts';
import { repositoryUrl } from '../cluster/node/gitServer.ts';
import { BareRepository, commitFiles } from '../git-server/index.ts';
import { buildServices, ensureBaseImage, pushImage } from '../images/index.ts';
import type { ComponentContext, Step } from '../supervisor/component.ts';
import { target } from './images.ts';
import {
  PAYMENTS_SERVICES,
  releaseApplication,
  releaseFile,
  type Environment,
  type PaymentsRelease,
} from './paymentsRelease.ts';
import { announce, bareFolder } from './repositories.ts';

/**
 * Builds the payments as they stand on `main` of `payments.git` and releases them: staging follows, production gets its
 * first version only. Nothing else waits for it.
 */
export const payments: Step = {
  kind: 'step',
  name: 'payments',
  title: 'Payments',
  group: 'platform',
  dependsOn: ['base-images', 'applications'],
  isInBackground: true,
  typicalMs: 240_000,
  isDone: async () => false,

  async run(context) {
    const commit = await paymentsCommit(context);
    const services = await buildServices(
      {
        system: 'payments',
        bareFolder: bareFolder(context.instance, 'payments'),
        commit,
        services: Object.values(PAYMENTS_SERVICES),
        source: repositoryUrl('payments'),
      },
      context,
    );
    const servers = [
      await ensureBaseImage('postgres', context),
      await ensureBaseImage('redis', context),
    ];
    const images = [...services, ...servers];
    for (const image of images)
      await pushImage(image, target(context), context);
    await release(context, {
      commit,
      images,
      gatewayPort: context.instance.ports.gateway,
    });
  },
};

async function paymentsCommit({ instance }: ComponentContext): Promise<string> {
  const repository = new BareRepository(bareFolder(instance, 'payments'));
  const commit = await repository.resolve('refs/heads/main');
  if (!commit) throw new Error('payments.git has no branch main.');
  return commit;
}

async function release(
  { instance }: ComponentContext,
  version: PaymentsRelease,
): Promise<void> {
  const gitops = new BareRepository(bareFolder(instance, 'gitops'));
  const isFirst = async (environment: Environment) =>
    !(await gitops.resolve(`refs/heads/main:${releaseFile(environment)}`));
  const files = new Map<string, string>();
  for (const environment of ENVIRONMENTS)
    if (environment === 'staging' || (await isFirst(environment)))
      files.set(
        releaseFile(environment),
        releaseApplication(environment, version),
      );
  const result = await commitFiles({
    bareFolder: gitops.folder,
    branch: 'main',
    files,
    message: `feat(payments): release ${version.commit.slice(0, 12)} to ${[
      ...files.keys(),
    ]
      .map(file => file.split('/')[1])
      .join(' and ')}`,
  });
  if (result.kind === 'committed')
    await announce(instance, 'gitops', result.update);
}
