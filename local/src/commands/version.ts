import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { withCommonOptions, type CommonOptions } from '../options.ts';
import { repositoryRoot } from '../repositoryRoot.ts';

/** `payday version` */
export function registerVersion(program: Command): void {
  const command = program
    .command('version')
    .description('versions of Payday and of what it runs on')
    .addHelpText(
      'after',
      `
Examples:
  ./payday version
  ./payday version --json`,
    );
  withCommonOptions(command, { json: true }).action(version);
}

function version(options: CommonOptions): void {
  const read = (name: string) =>
    JSON.parse(readFileSync(join(repositoryRoot, name), 'utf8'))
      .version as string;
  const versions = {
    payday: read('package.json'),
    backstage: read('backstage.json'),
    node: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
  };
  if (options.json) console.log(JSON.stringify(versions, null, 2));
  else
    Object.entries(versions).forEach(([name, value]) =>
      console.log(`${name.padEnd(9)} ${value}`),
    );
}
