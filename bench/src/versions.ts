import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What was measured: the commit and the versions that decide most. */
export function describeVersions(root: string) {
  const backstage = JSON.parse(
    readFileSync(join(root, 'backstage.json'), 'utf8'),
  );
  return {
    commit: git(root, 'describe', '--always', '--dirty'),
    node: process.version,
    backstage: String(backstage.version),
  };
}

function git(root: string, ...args: string[]): string {
  try {
    return execFileSync('git', args, { cwd: root, encoding: 'utf8' }).trim();
  } catch {
    return 'unknown';
  }
}
