import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { NotModifiedError } from '@backstage/errors';
import {
  DirectoryPreparer,
  techdocsPreparerExtensionPoint,
  type PreparerBase,
} from '@backstage/plugin-techdocs-node';

/**
 * Builds the docs of folders on disk from a copy of `mkdocs.yml` and `docs/` alone. TechDocs itself
 * takes the whole folder: it walks all of node_modules and `.payday`, refuses links it finds there,
 * rewrites mkdocs.yml in the working tree, and builds again every time because it knows no version.
 */
export default createBackendModule({
  pluginId: 'techdocs',
  moduleId: 'docs-only',
  register(env) {
    env.registerInit({
      deps: {
        techdocs: techdocsPreparerExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        reader: coreServices.urlReader,
      },
      async init({ techdocs, config, logger, reader }) {
        const whole = DirectoryPreparer.fromConfig(config, { logger, reader });
        techdocs.registerPreparer('dir', new DocsOnlyPreparer(whole));
      },
    });
  },
});

/** Narrows what another preparer found to `mkdocs.yml` and `docs/`, with their hash as version. */
export class DocsOnlyPreparer implements PreparerBase {
  constructor(private readonly whole: Pick<PreparerBase, 'prepare'>) {}

  /** True: what is handed out is always a copy. */
  shouldCleanPreparedDirectory(): boolean {
    return true;
  }

  /** @throws NotModifiedError when nothing changed since the build that `options.etag` names */
  async prepare(
    ...[entity, options]: Parameters<PreparerBase['prepare']>
  ): ReturnType<PreparerBase['prepare']> {
    const found = await this.whole.prepare(entity, options);
    if (found.etag) return found; // downloaded: a copy with a version already

    const etag = await hashOfDocs(found.preparedDir);
    if (etag === options?.etag) throw new NotModifiedError();

    const preparedDir = await mkdtemp(join(tmpdir(), 'payday-techdocs-'));
    for (const part of ['mkdocs.yml', 'docs']) {
      await cp(join(found.preparedDir, part), join(preparedDir, part), {
        recursive: true,
        verbatimSymlinks: true,
      });
    }
    return { preparedDir, etag };
  }
}

async function hashOfDocs(folder: string): Promise<string> {
  const entries = await readdir(join(folder, 'docs'), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  const hash = createHash('sha256');
  for (const file of [join(folder, 'mkdocs.yml'), ...files]) {
    hash.update(`${relative(folder, file)}\0`).update(await readFile(file));
  }
  return hash.digest('hex');
}
