import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { cacheFolder } from './cacheFolder.ts';

/** A program with its arguments and the environment it needs on top of the caller's. */
export interface YarnCommand {
  file: string;
  args: string[];
  env: Record<string, string>;
}

/** Path of the pinned Yarn's script, installed with this CLI. */
export function yarnScript(): string {
  const require = createRequire(import.meta.url);
  return join(
    dirname(require.resolve('@yarnpkg/cli-dist/package.json')),
    'bin',
    'yarn.js',
  );
}

/**
 * How to run the pinned Yarn under the Node that runs this CLI, whatever `yarn` or `node` is on PATH.
 * Its downloads are kept in the cache folder. Give `file`, `args` and `{ ...process.env, ...env }` to spawn or execa.
 */
export function yarnCommand(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): YarnCommand {
  return {
    file: process.execPath,
    args: [yarnScript(), ...args],
    env: {
      YARN_GLOBAL_FOLDER: join(cacheFolder(env), 'yarn'),
      YARN_ENABLE_TELEMETRY: '0',
      YARN_IGNORE_PATH: '1',
      PATH: `${dirname(process.execPath)}:${env.PATH ?? ''}`,
    },
  };
}
