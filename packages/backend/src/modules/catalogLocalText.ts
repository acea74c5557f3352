import { readFile, realpath } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { createBackendModule } from '@backstage/backend-plugin-api';
import type { Entity } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import {
  catalogProcessingExtensionPoint,
  processingResult,
  type CatalogProcessor,
} from '@backstage/plugin-catalog-node';

/**
 * Lets an API's `definition: { $text: ./openapi.yaml }` work in catalog files that are read from
 * disk, for which the catalog's own placeholders only answer "Invalid URL". Catalog files that are
 * read from a URL are left to the catalog.
 */
export default createBackendModule({
  pluginId: 'catalog',
  moduleId: 'local-text',
  register(env) {
    env.registerInit({
      deps: { catalog: catalogProcessingExtensionPoint },
      async init({ catalog }) {
        catalog.addProcessor(localTextProcessor);
      },
    });
  },
});

/** Puts the file's text in place of `spec.definition.$text`; refuses to leave the catalog file's folder. */
export const localTextProcessor: CatalogProcessor = {
  getProcessorName: () => 'LocalTextProcessor',

  /** Before the catalog's own placeholder processor (20), which would fail. */
  getPriority: () => 10,

  async preProcessEntity(entity, location, emit) {
    const path = textPlaceholder(entity);
    if (location.type !== 'file' || path === undefined) return entity;
    const file = await fileBeside(location.target, path);
    emit(processingResult.refresh(`file:${file}`));
    const definition = await readFile(file, 'utf8');
    return { ...entity, spec: { ...entity.spec, definition } };
  },
};

function textPlaceholder(entity: Entity): string | undefined {
  const definition = entity.spec?.definition;
  if (typeof definition !== 'object' || definition === null) return undefined;
  const path = '$text' in definition ? definition.$text : undefined;
  return typeof path === 'string' && !URL.canParse(path) ? path : undefined;
}

/** @throws InputError when the file does not exist or is outside the catalog file's folder */
async function fileBeside(catalogFile: string, path: string): Promise<string> {
  const folder = await realpath(dirname(catalogFile));
  const file = await realpath(resolve(folder, path)).catch(cause => {
    throw new InputError(`$text in ${catalogFile}: cannot read ${path}`, cause);
  });
  const below = relative(folder, file);
  if (below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) {
    throw new InputError(
      `$text in ${catalogFile}: ${path} is outside the folder of that file`,
    );
  }
  return file;
}
