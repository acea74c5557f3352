import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';

const entrySchema = z.object({ level: z.string(), message: z.string() });

/**
 * Why the portal cannot start, from what it logged; `undefined` while it may still start. Backstage stays alive after
 * a failed start, so this is how the failure is noticed.
 */
export function explainPortal(
  log: string,
  logFile: string,
  configPaths: string[],
): Problem | undefined {
  const message = log
    .split('\n')
    .flatMap(parseEntry)
    .find(text => text.includes('Backend startup failed'));
  if (message === undefined) return undefined;
  const schema =
    /Config validation failed, (.+?)(?: \{[^}]*\})? at (\/\S+)/.exec(message);
  if (schema) {
    const [, why, pointer] = schema;
    return new Problem(
      `${locate(pointer, configPaths)}: ${pointer
        .slice(1)
        .replaceAll('/', '.')}: ${why}.`,
      ['Correct it, then:  ./payday up', `The portal's log:  ${logFile}`],
    );
  }
  const failed = [
    ...message.matchAll(
      /(?:Plugin|Module) '([^']+)'[^\n]*? startup failed; caused by (?:\w*Error: )?([^\n]+)/g,
    ),
  ];
  const [first] = failed;
  const what = first
    ? `The portal's plugin "${first[1]}" could not start: ${first[2]}`
    : `The portal could not start: ${
        message.split('\n')[1]?.trim() ?? message
      }`;
  return new Problem(what, [
    ...failed
      .slice(1)
      .map(([, plugin, why]) => `Nor could "${plugin}": ${why}`),
    `The portal's log:      ${logFile}`,
    'When that is mended:   ./payday up',
  ]);
}

function parseEntry(line: string): string[] {
  try {
    const entry = entrySchema.safeParse(JSON.parse(line));
    return entry.success && entry.data.level === 'error'
      ? [entry.data.message]
      : [];
  } catch {
    return [];
  }
}

/** File and line of a key, e.g. "app-config.yaml, line 3"; the file that counts is the last that has it. */
function locate(pointer: string, configPaths: string[]): string {
  const keys = pointer
    .split('/')
    .slice(1)
    .map(key => (/^\d+$/.test(key) ? Number(key) : key));
  for (const path of [...configPaths].reverse()) {
    const lineCounter = new LineCounter();
    const node = parseDocument(readFileSync(path, 'utf8'), {
      lineCounter,
    }).getIn(keys, true);
    if (isNode(node) && node.range)
      return `${basename(path)}, line ${
        lineCounter.linePos(node.range[0]).line
      }`;
  }
  return configPaths.map(path => basename(path)).join(', ');
}
