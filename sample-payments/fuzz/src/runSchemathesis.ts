import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Options } from './options.ts';
import type { Target } from './Target.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Beyond its budget, to finish what it is at and to print. */
const REPORTING_MS = 30_000;

/** Runs every phase against the target. Gives the exit code: 0 when every answer fitted. */
export async function runSchemathesis(command: string, target: Target, { seed, seconds }: Options): Promise<number> {
  const child = spawn(
    command,
    [
      `--config-file=${path('../schemathesis.toml')}`,
      'run',
      path('../../openapi.yaml'),
      `--url=${target.url}/v1`,
      `--seed=${seed}`,
      `--max-time=${seconds}`,
    ],
    {
      cwd: target.folder,
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: seconds * 1_000 + REPORTING_MS,
      // By the environment, because arguments can be read by every process of the machine.
      env: {
        ...process.env,
        SCHEMATHESIS_HOOKS: path('../hooks.py'),
        FUZZ_API_KEY: target.apiKey.text,
        FUZZ_API_KEY_ID: target.apiKey.publicId,
      },
    },
  );
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}
