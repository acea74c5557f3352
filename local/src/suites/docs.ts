import { basename, join } from 'node:path';
import { cacheFolder } from '../cacheFolder.ts';
import { techdocsFolder } from '../components/techdocs.ts';
import { findPython } from '../system/python.ts';
import { check, combine, type Suite } from './suite.ts';
import { tail } from './tail.ts';
import { trackedFiles } from './trackedFiles.ts';

/** Every documentation site, built with warnings as errors. */
export const docs: Suite = {
  name: 'docs',
  title: 'every documentation site builds without a warning',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const python = await findPython();
    if (!python)
      throw new Error('Python is gone since the docs builder was installed');
    const builder = techdocsFolder(context.root, cacheFolder(), python);
    const sites = (await trackedFiles(context)).filter(
      path => basename(path) === 'mkdocs.yml',
    );
    if (sites.length === 0) throw new Error('there is no mkdocs.yml to build');

    const parts = [];
    for (const [index, site] of sites.entries()) {
      const { exitCode, output } = await context.run(
        join(builder, 'bin', 'mkdocs'),
        [
          'build',
          '--strict',
          '--config-file',
          join(context.root, site),
          '--site-dir',
          join(context.workFolder, `site-${index}`),
        ],
        { env: { NO_MKDOCS_2_WARNING: 'true', NO_COLOR: '1' } },
      );
      parts.push(check(site, exitCode === 0 ? undefined : tail(output)));
    }
    return combine(parts);
  },
};
