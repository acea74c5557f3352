import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';
import type { Tool } from './tool.ts';

const ANSWERS_WITHIN_MS = 120_000;

/**
 * Starts each program of a tool once and lets it say its version.
 * @param folder where the tool was built
 * @param home a folder of its own, so that no configuration of the person's is read
 * @throws Problem naming the one that does not start
 */
export async function checkPrograms(
  tool: Tool,
  folder: string,
  home: string,
  signal: AbortSignal,
): Promise<void> {
  for (const { name, check, links = {} } of tool.programs) {
    const checks = check ? { [name]: check, ...links } : links;
    for (const [program, args] of Object.entries(checks))
      await start(join(folder, 'bin', program), args, home, signal);
  }
}

async function start(
  file: string,
  args: string[],
  home: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await promisify(execFile)(file, args, {
      cwd: home,
      env: { PATH: process.env.PATH, HOME: home, TMPDIR: home },
      timeout: ANSWERS_WITHIN_MS,
      maxBuffer: 16 * 1024 ** 2,
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    const message = error instanceof Error ? error.message : String(error);
    throw new Problem(
      `${file} was built but does not start.`,
      [
        message.trim().slice(0, 500),
        'To build it again:  ./payday tools build',
      ],
      { cause: error },
    );
  }
}
