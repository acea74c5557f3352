import { runJest } from './jestTests.ts';
import type { Suite } from './suite.ts';

/** Every catalog file, read as the portal reads it. */
export const catalog: Suite = {
  name: 'catalog',
  title: 'the software catalog is valid and complete',
  needsPlatform: false,
  cores: 1,
  run: context => runJest(context, { only: ['catalog\\.test\\.'], workers: 1 }),
};
