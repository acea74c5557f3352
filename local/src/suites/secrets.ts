import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { check, combine, type Suite } from './suite.ts';
import { trackedFiles } from './trackedFiles.ts';

interface Rule {
  name: string;
  pattern: RegExp;
  /** A text that breaks the rule, put together here so that this file does not. */
  example: string;
}

const RULES: Rule[] = [
  {
    name: 'no private key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
    example: `-----BEGIN ${'PRIVATE'} KEY-----`,
  },
  {
    name: 'no token of a code host',
    pattern: /\b(gh[pousr]_[A-Za-z0-9]{36}|github_pat_\w{50,}|glpat-[\w-]{20})/,
    example: `ghp_${'a1'.repeat(18)}`,
  },
  {
    name: 'no key of a cloud',
    pattern: /\b(AKIA[0-9A-Z]{16}|AccountKey=[A-Za-z0-9+/]{60,})/,
    example: `AKIA${'A1'.repeat(8)}`,
  },
  {
    name: 'no signed token',
    pattern: /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/,
    example: `eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(24)}`,
  },
  {
    name: 'no password in an address',
    pattern: /\b[a-z][a-z+]+:\/\/[^\s/:@'"`$<{]+:[^\s/@'"`$<{]+@[a-z0-9]/i,
    example: `postgres://payday:${'hunter2'}@database`,
  },
  {
    name: "no path of somebody's machine",
    // Those that are left out are folders inside of container images.
    pattern:
      /(^|[\s'"`(=:])\/(home|Users|root)\/(?!(nonroot|argocd|\.npmrc)\b)[\w.-]+/m,
    example: `cd ${'/home'}/ana/payday`,
  },
];

/** Every tracked file, searched for what must not be published. */
export const secrets: Suite = {
  name: 'secrets',
  title: 'no tracked file holds a secret or a path of one machine',
  needsPlatform: false,
  cores: 1,
  async run(context) {
    const found = new Map(RULES.map(({ name }) => [name, [] as string[]]));
    for (const path of await trackedFiles(context)) {
      const text = await readFile(join(context.root, path), 'utf8');
      for (const { name, pattern } of RULES) {
        const match = text.match(pattern);
        if (match?.index === undefined) continue;
        const line = text.slice(0, match.index).split('\n').length;
        found.get(name)!.push(`${path}:${line}`);
      }
    }
    return combine(
      RULES.flatMap(({ name, pattern, example }) => [
        check(
          name,
          found.get(name)!.length === 0
            ? undefined
            : found.get(name)!.join('\n'),
        ),
        check(
          `${name}: this can fail`,
          pattern.test(example) ? undefined : `${example} was not found`,
        ),
      ]),
    );
  },
};
