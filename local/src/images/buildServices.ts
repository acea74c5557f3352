import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { Problem } from '../problem.ts';
import { commandProblem } from '../supervisor/commandProblem.ts';
import { ensureBaseImage } from './baseImage.ts';
import { buildahCommand, makeStorage } from './buildah.ts';
import { buildMounts } from './buildMounts.ts';
import type { ImageContext } from './imageContext.ts';
import { withImageLock } from './imageLock.ts';
import { importImage } from './importImage.ts';
import { ImageStore, type BuiltImage } from './ImageStore.ts';
import { inWorkFolder } from './inWorkFolder.ts';
import { canOverlay } from './overlayCheck.ts';
import { hash } from './resolution.ts';

/** Changes when the way services are built does. */
const RECIPE = 1;

/** A commit of a repository whose `Containerfile` has one target for each service. */
export interface ServicesBuild {
  /** Name of the repository and first part of the images' names, e.g. `payments`. */
  system: string;
  /** Folder of the bare repository. */
  bareFolder: string;
  /** Full hash of the commit. */
  commit: string;
  /** Names of services, which are the Containerfile's targets. */
  services: readonly string[];
  /** Address of the repository, for the label `org.opencontainers.image.source`. */
  source: string;
}

/**
 * Images of all services of a commit, from the cache where they are there. Stages that services share are built once.
 * The Containerfile gets the image to run on as the build argument `BASE` and the one to build on as `BUILD_BASE`.
 * @returns the images, in the order of `services`
 * @throws Problem when one cannot be built
 */
export async function buildServices(
  build: ServicesBuild,
  context: ImageContext,
): Promise<BuiltImage[]> {
  const base = await ensureBaseImage('node', context);
  const buildBase = await ensureBaseImage('node-build', context);
  const store = new ImageStore(context.cache);
  const key = (service: string) =>
    hash([
      `services recipe ${RECIPE}`,
      base.digest,
      buildBase.digest,
      build.source,
      build.commit,
      service,
    ]);
  const known = () =>
    build.services.flatMap(service => store.find(key(service)) ?? []);
  if (known().length === build.services.length) return known();
  return withImageLock(context, async () => {
    const missing = build.services.filter(service => !store.find(key(service)));
    if (missing.length === 0) return known();
    await inWorkFolder(context.cache, async folder => {
      const builder = await prepare(
        build,
        folder,
        { base, buildBase },
        context,
      );
      for (const service of missing) {
        context.report(`Building ${service}`);
        const layout = await builder(service).catch(error => {
          context.signal.throwIfAborted();
          throw commandProblem(`Building the image "${service}"`, error);
        });
        await store.add(layout, {
          name: `${build.system}/${service}`,
          hash: key(service),
          base: base.name,
        });
      }
    });
    return known();
  });
}

/** Checks the commit out and makes a storage that all its services are built in. @returns what builds one, as an OCI layout */
async function prepare(
  { bareFolder, commit, source, system }: ServicesBuild,
  folder: string,
  bases: { base: BuiltImage; buildBase: BuiltImage },
  context: ImageContext,
): Promise<(service: string) => Promise<string>> {
  const sourceFolder = join(folder, 'context');
  const archive = join(folder, 'source.tar');
  await context.run({
    file: 'git',
    args: [
      ...[`--git-dir=${bareFolder}`, 'archive', `--output=${archive}`, commit],
    ],
    cwd: folder,
  });
  await context.run({
    file: 'sh',
    args: ['-euc', 'mkdir context && tar -xf source.tar -C context'],
    cwd: folder,
  });
  const containerfile = join(sourceFolder, 'Containerfile');
  await access(containerfile).catch(() => {
    throw new Problem(
      `Commit ${commit.slice(0, 12)} of ${system} has no Containerfile.`,
      [
        'Its services are built from the file of that name in its first folder.',
      ],
    );
  });
  const storage = await makeStorage(
    join(folder, 'storage'),
    await canOverlay(folder, context),
  );
  const base = await importImage(bases.base, storage, context);
  const buildBase = await importImage(bases.buildBase, storage, context);
  const mounts = await buildMounts(join(folder, 'private'));
  return async service => {
    const tag = `${system}/${service}:${commit}`;
    const layout = join(folder, `layout-${service}`);
    await context.run(
      buildahCommand(
        storage,
        'bud',
        [
          ...['--isolation', 'chroot', '--pull-never', '--format', 'oci'],
          ...['--timestamp', '0', '--identity-label=false', '--layers'],
          ...['--build-arg', `BASE=${base}`],
          ...['--build-arg', `BUILD_BASE=${buildBase}`],
          ...['--label', `org.opencontainers.image.revision=${commit}`],
          ...['--label', `org.opencontainers.image.source=${source}`],
          ...mounts,
          ...['--target', service, '--file', containerfile],
          ...['--tag', tag, sourceFolder],
        ],
        folder,
      ),
    );
    await context.run(
      buildahCommand(
        storage,
        'push',
        [
          ...['--quiet', '--compression-format', 'zstd'],
          ...[tag, `oci:${layout}:image`],
        ],
        folder,
      ),
    );
    return layout;
  };
}
