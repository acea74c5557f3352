import { join } from 'node:path';
import { tail } from './tail.ts';
import { check, combine, type Suite } from './suite.ts';

/** TypeScript projects, each with the compiler that its own lock names. */
const PROJECTS = [
  { folder: '.', compiler: 'node_modules/typescript' },
  { folder: 'local', compiler: 'local/node_modules/typescript' },
  { folder: 'e2e', compiler: 'node_modules/typescript' },
  { folder: 'bench', compiler: 'node_modules/typescript' },
];

/** The TypeScript compiler over every project of the clone. */
export const types: Suite = {
  name: 'types',
  title: 'every TypeScript project compiles under strict',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const parts = [];
    for (const { folder, compiler } of PROJECTS) {
      const { exitCode, output } = await context.run(process.execPath, [
        join(context.root, compiler, 'bin/tsc'),
        '--noEmit',
        '--pretty',
        'false',
        '--project',
        join(context.root, folder),
      ]);
      const title = folder === '.' ? 'packages and plugins' : folder;
      parts.push(check(title, exitCode === 0 ? undefined : tail(output)));
    }
    return combine(parts);
  },
};
