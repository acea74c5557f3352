import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Problem } from '../problem.ts';
import { installCommand } from '../system/missingPackages.ts';
import { findProgram } from '../system/programs.ts';

const COMPRESSORS: [RegExp, string][] = [
  [/\.(tar\.zst|tzst)$/, 'zstd'],
  [/\.(tar\.gz|tgz)$/, 'gzip'],
];

/**
 * Runs `tar` on a file whose name says how it is compressed: `.tar.zst`, `.tar.gz` or `.tar`.
 * @param name what decides on the compression; `file` itself may have another name while it is written
 * @throws Problem for other names, when the compressor is not installed or when tar fails
 */
export async function tar(
  file: string,
  args: string[],
  signal: AbortSignal,
  name = file,
): Promise<void> {
  const compressor = compressorFor(name);
  if (compressor && !findProgram(compressor))
    throw new Problem(`${name} needs ${compressor}, which is not installed.`, [
      `To install it:  ${installCommand([compressor])}`,
      'Or use a name that ends with .tar',
    ]);
  const compression = compressor
    ? [`--use-compress-program=${compressor}`]
    : [];
  try {
    await promisify(execFile)('tar', ['-f', file, ...compression, ...args], {
      signal,
    });
  } catch (error) {
    signal.throwIfAborted();
    const { stderr = '' } = error as { stderr?: string };
    throw new Problem(
      `tar failed on ${name}.`,
      stderr.trim().split('\n').slice(-3),
      { cause: error },
    );
  }
}

/** Program that packs a file of this name, none for a plain archive. @throws Problem (exit 2) for unknown endings */
export function compressorFor(name: string): string | undefined {
  const known = COMPRESSORS.find(([ending]) => ending.test(name));
  if (known || name.endsWith('.tar')) return known?.[1];
  throw new Problem(
    `The name "${name}" does not say how it is compressed.`,
    ['Use one that ends with .tar.zst, .tar.gz or .tar'],
    { exitCode: 2 },
  );
}
