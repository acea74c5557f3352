import { createWriteStream, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { Instance } from '../instance.ts';
import type { Suite, SuiteContext, SuiteResult } from './suite.ts';

/** What all suites of a run have in common. */
export interface RunSettings {
  root: string;
  all: boolean;
  /** True when suites may install system packages. */
  allowSystemPackages: boolean;
  platform: Instance;
  signal: AbortSignal;
}

/** Path of the file that gets all that a suite's programs write. */
export function suiteLogFile(root: string, suiteName: string): string {
  return join(root, '.payday', 'test', `${suiteName}.log`);
}

/** Runs a suite with a work folder and a log of its own; the folder is gone when this returns or throws. */
export async function runInContext(
  suite: Suite,
  { root, all, allowSystemPackages, platform, signal }: RunSettings,
): Promise<SuiteResult> {
  const logFile = suiteLogFile(root, suite.name);
  mkdirSync(dirname(logFile), { recursive: true });
  const logStream = createWriteStream(logFile);
  const workFolder = mkdtempSync(join(tmpdir(), `payday-test-${suite.name}-`));

  const context: SuiteContext = {
    root,
    all,
    allowSystemPackages,
    workFolder,
    platform,
    signal,
    log: line => logStream.write(`${line}\n`),
    async run(file, args, { cwd = root, env = {}, input } = {}) {
      logStream.write(`$ ${[file, ...args].join(' ')}\n`);
      const program = execa(file, args, {
        cwd,
        env: { CI: 'true', FORCE_COLOR: '0', ...env },
        ...(input === undefined ? { stdin: 'ignore' } : { input }),
        all: true,
        reject: false,
        cancelSignal: signal,
        maxBuffer: 200_000_000,
      });
      program.all.on('data', chunk => logStream.write(chunk));
      const {
        exitCode,
        stdout,
        all: output,
        failed,
        shortMessage,
      } = await program;
      if (failed && exitCode === undefined) throw new Error(shortMessage);
      return { exitCode: exitCode ?? 0, stdout, output };
    },
  };

  try {
    return await suite.run(context);
  } finally {
    rmSync(workFolder, { recursive: true, force: true });
    await new Promise<void>(resolve => logStream.end(resolve));
  }
}
