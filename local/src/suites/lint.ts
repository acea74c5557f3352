import { open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { howToInstall, installDebianPackages } from './debianPackages.ts';
import { tail } from './tail.ts';
import { findProgram } from '../system/programs.ts';
import { probeRules } from './lintProbe.ts';
import { check, combine, notRun } from './suite.ts';
import type { Suite, SuiteContext, SuiteResult } from './suite.ts';
import { trackedFiles } from './trackedFiles.ts';

/** ESLint with a probe of its typed rules, Prettier, and shellcheck. */
export const lint: Suite = {
  name: 'lint',
  title: 'ESLint, Prettier and shell scripts are clean',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    return combine([
      await eslint(context),
      await probeRules(context),
      await prettier(context),
      await shellScripts(context),
    ]);
  },
};

const eslintResultSchema = z.array(
  z.object({
    filePath: z.string(),
    messages: z.array(
      z.object({
        line: z.number().optional(),
        ruleId: z.string().nullable(),
        message: z.string(),
      }),
    ),
  }),
);

/** One check for each file; a warning fails it too. */
async function eslint(context: SuiteContext): Promise<SuiteResult> {
  const resultFile = join(context.workFolder, 'eslint.json');
  const { output } = await context.run(process.execPath, [
    join(context.root, 'node_modules/.bin/eslint'),
    '--ext=.ts,.tsx,.js,.cjs,.mjs',
    '--format=json',
    `--output-file=${resultFile}`,
    '.',
  ]);
  const text = await readFile(resultFile, 'utf8').catch(() => undefined);
  if (text === undefined) throw new Error(`ESLint stopped\n${tail(output)}`);
  return combine(
    eslintResultSchema.parse(JSON.parse(text)).map(({ filePath, messages }) => {
      const name = filePath.replace(`${context.root}/`, '');
      const lines = messages.map(
        ({ line = 0, ruleId, message }) =>
          `${name}:${line}  ${message}  ${ruleId ?? ''}`,
      );
      return check(name, lines.length === 0 ? undefined : lines.join('\n'));
    }),
  );
}

async function prettier(context: SuiteContext): Promise<SuiteResult> {
  const { exitCode, output } = await context.run(process.execPath, [
    join(context.root, 'node_modules/.bin/prettier'),
    '--check',
    '--loglevel=warn',
    '.',
  ]);
  return check(
    'Prettier',
    exitCode === 0
      ? undefined
      : `${tail(
          output,
        )}\nTo format them:  node_modules/.bin/prettier --write .`,
  );
}

/** Every script parses in the shell that its first line names, and shellcheck finds nothing in it. */
async function shellScripts(context: SuiteContext): Promise<SuiteResult> {
  const scripts = await findShellScripts(context);
  const parsed = [];
  for (const { path, shell } of scripts) {
    const { exitCode, output } = await context.run(shell, ['-n', path]);
    parsed.push(
      check(`${path} parses`, exitCode === 0 ? undefined : tail(output)),
    );
  }
  return combine([...parsed, await shellcheck(context, scripts)]);
}

async function shellcheck(
  context: SuiteContext,
  scripts: ShellScript[],
): Promise<SuiteResult> {
  const isThere =
    findProgram('shellcheck') ??
    (await installDebianPackages(context, ['shellcheck']));
  if (!isThere) {
    return notRun(
      `shellcheck is not installed; ${howToInstall(context, ['shellcheck'])}`,
    );
  }
  const { exitCode, output } = await context.run('shellcheck', [
    ...scripts.map(script => script.path),
  ]);
  return check('shellcheck', exitCode === 0 ? undefined : tail(output));
}

interface ShellScript {
  /** Relative to the root. */
  path: string;
  shell: 'sh' | 'bash';
}

async function findShellScripts(context: SuiteContext): Promise<ShellScript[]> {
  const scripts: ShellScript[] = [];
  for (const path of await trackedFiles(context)) {
    const firstLine = await readStart(join(context.root, path));
    const shell = firstLine.match(/^#!.*\b(sh|bash)\s*$/m)?.[1];
    if (shell) scripts.push({ path, shell: shell === 'sh' ? 'sh' : 'bash' });
  }
  return scripts;
}

async function readStart(path: string): Promise<string> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(64), 0, 64, 0);
    return buffer.toString('latin1', 0, bytesRead).split('\n', 1)[0];
  } finally {
    await file.close();
  }
}
