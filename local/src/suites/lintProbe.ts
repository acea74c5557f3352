import { existsSync, globSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { tail } from './tail.ts';
import { check, combine } from './suite.ts';
import type { SuiteContext, SuiteResult } from './suite.ts';

/** Breaks each of the rules below once. */
const BROKEN = `
import { readFile } from 'node:fs/promises';

export function broken(colour: 'red' | 'green') {
  readFile('floating');
  switch (colour) {
    case 'red':
      return 1;
  }
  return 2;
}
`;

const RULES = [
  '@typescript-eslint/no-floating-promises',
  '@typescript-eslint/switch-exhaustiveness-check',
];

const foundSchema = z.record(z.string(), z.array(z.string()));

/**
 * Shows that the rules which need types can fail in every package: lints a broken text in the place of one of its
 * files, and expects an error from each rule.
 */
export async function probeRules(context: SuiteContext): Promise<SuiteResult> {
  const files = globSync(['packages/*', 'plugins/*', 'local', 'e2e', 'bench'], {
    cwd: context.root,
  }).flatMap(folder => oneFileOf(context.root, folder));
  const { exitCode, stdout, output } = await context.run(process.execPath, [
    fileURLToPath(import.meta.url),
    context.root,
    ...files,
  ]);
  if (exitCode !== 0) throw new Error(`the probe stopped\n${tail(output)}`);
  const found = foundSchema.parse(JSON.parse(stdout));
  return combine(
    files.flatMap(file =>
      RULES.map(rule =>
        check(
          `${rule} fails in ${file}`,
          found[file]?.includes(rule)
            ? undefined
            : `a text that breaks it passed; found only: ${found[file]?.join(
                ', ',
              )}`,
        ),
      ),
    ),
  );
}

function oneFileOf(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder, 'package.json'))) return [];
  const [file] = globSync(`${folder}/{src,journeys}/**/*.{ts,tsx}`, {
    cwd: root,
  }).sort();
  return file === undefined ? [] : [file];
}

/** The part of ESLint's Node API that the probe uses. */
interface EslintModule {
  ESLint: new (options: { cwd: string }) => {
    lintText(
      text: string,
      options: { filePath: string },
    ): Promise<{ messages: { ruleId: string | null }[] }[]>;
  };
}

/** Prints, for each file, the rules that the broken text breaks in its place. */
async function printBrokenRules(root: string, files: string[]): Promise<void> {
  const requireFromRoot = createRequire(join(root, 'package.json'));
  const { ESLint } = requireFromRoot('eslint') as EslintModule;
  const eslint = new ESLint({ cwd: root });
  const found: Record<string, string[]> = {};
  for (const file of files) {
    const [result] = await eslint.lintText(BROKEN, {
      filePath: join(root, file),
    });
    found[file] = result.messages.map(message => message.ruleId ?? 'parser');
  }
  process.stdout.write(JSON.stringify(found));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, ...files] = process.argv.slice(2);
  await printBrokenRules(root, files);
}
