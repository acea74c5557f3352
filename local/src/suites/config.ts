import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, combine } from './suite.ts';
import type { Suite, SuiteContext, SuiteResult } from './suite.ts';
import { tail } from './tail.ts';

/** The configurations the portal runs with, as the files that make up each. */
const CONFIGURATIONS = [
  { title: 'local', files: ['app-config.yaml', 'app-config.local.yaml'] },
  {
    title: 'production',
    files: ['app-config.yaml', 'app-config.production.yaml'],
  },
  {
    title: 'development',
    files: [
      'app-config.yaml',
      'app-config.local.yaml',
      'app-config.development.yaml',
    ],
  },
];

/** The configuration files of every place the portal runs in, against the schema. */
export const config: Suite = {
  name: 'config',
  title: 'the configuration fits its schema and keeps secrets from the browser',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const parts = [];
    for (const { title, files } of CONFIGURATIONS) {
      const environment = await fillIn(context.root, files);
      parts.push(
        await fitsSchema(context, title, files, environment),
        await keepsSecrets(context, title, files, environment),
      );
    }
    parts.push(await refusesBroken(context));
    return combine(parts);
  },
};

/** A value for each environment variable that the files ask for and give no default. */
async function fillIn(
  root: string,
  files: string[],
): Promise<Record<string, string>> {
  const texts = await Promise.all(
    files.map(file => readFile(join(root, file), 'utf8')),
  );
  const names = texts
    .flatMap(text => [...text.matchAll(/\$\{([A-Z0-9_]+)\}/g)])
    .map(match => match[1]);
  return Object.fromEntries(names.map(name => [name, valueFor(name)]));
}

function valueFor(name: string): string {
  if (name.endsWith('_URL')) return 'http://localhost:7007';
  if (name.endsWith('_PORT')) return '7007';
  return `the-value-of-${name}`;
}

async function fitsSchema(
  context: SuiteContext,
  title: string,
  files: string[],
  env: Record<string, string>,
): Promise<SuiteResult> {
  const { exitCode, output } = await backstageCli(
    context,
    ['config:check', '--strict', ...asOptions(files)],
    env,
  );
  return check(
    `${title} fits the schema`,
    exitCode === 0 ? undefined : tail(output),
  );
}

/** What the browser gets holds no variable whose name says that it is secret. */
async function keepsSecrets(
  context: SuiteContext,
  title: string,
  files: string[],
  env: Record<string, string>,
): Promise<SuiteResult> {
  const { exitCode, stdout, output } = await backstageCli(
    context,
    ['config:print', '--frontend', ...asOptions(files)],
    env,
  );
  const secrets = Object.keys(env).filter(name =>
    /SECRET|PASSWORD|TOKEN|KEY/.test(name),
  );
  const shown = secrets.filter(name => stdout.includes(valueFor(name)));
  const name = `${title} shows none of its ${secrets.length} secrets to the browser`;
  if (exitCode !== 0) return check(name, tail(output));
  return check(
    name,
    shown.length === 0 && secrets.length > 0
      ? undefined
      : `${shown.join(', ') || 'it has no secret to look for'}`,
  );
}

/** A check that cannot fail proves nothing. */
async function refusesBroken(context: SuiteContext): Promise<SuiteResult> {
  const broken = join(context.workFolder, 'broken.yaml');
  await writeFile(broken, 'payday:\n  cluster: nowhere\n');
  const files = [...CONFIGURATIONS[0].files, broken];
  const { exitCode, output } = await backstageCli(
    context,
    ['config:check', '--strict', ...asOptions(files)],
    await fillIn(context.root, files.slice(0, -1)),
  );
  return check(
    'a value outside the schema is refused',
    exitCode !== 0 && output.includes('/payday/cluster')
      ? undefined
      : `it was accepted\n${tail(output)}`,
  );
}

function asOptions(files: string[]): string[] {
  return files.flatMap(file => ['--config', file]);
}

function backstageCli(
  context: SuiteContext,
  args: string[],
  env: Record<string, string>,
) {
  return context.run(
    process.execPath,
    [join(context.root, 'node_modules/.bin/backstage-cli'), ...args],
    { env },
  );
}
