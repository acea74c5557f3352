import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { probeBoundaries } from './boundariesProbe.ts';
import { cruise } from './cruise.ts';
import { check, combine } from './suite.ts';
import type { Suite } from './suite.ts';

/** Folders whose imports are checked, as far as they exist. */
const FOLDERS = [
  'packages',
  'plugins',
  'local/src',
  'e2e',
  'bench',
  'sample-payments',
  'gitops-repo',
];

/** Imports between packages, and a probe that breaks each rule. */
export const boundaries: Suite = {
  name: 'boundaries',
  title: 'no package imports what it may not, and every such rule can fail',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const { rules, violations } = await cruise(
      context,
      context.root,
      FOLDERS.filter(folder => existsSync(join(context.root, folder))),
    );
    return combine([
      ...rules.map(rule => {
        const found = violations.filter(violation => violation.rule === rule);
        return check(
          rule,
          found.length === 0
            ? undefined
            : found.map(({ from, to }) => `${from} → ${to}`).join('\n'),
        );
      }),
      await probeBoundaries(context, rules),
    ]);
  },
};
