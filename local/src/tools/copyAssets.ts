import { copyFile, chmod, mkdir, readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Asset } from './tool.ts';

/** Copies what a module holds for the platform into a tool's folder. @throws Error when the module has no such file */
export async function copyAsset(
  asset: Asset,
  moduleRoot: string,
  target: string,
): Promise<void> {
  const from = join(moduleRoot, asset.from);
  const files = (await stat(from)).isDirectory()
    ? (await readdir(from)).filter(isManifest).map(name => join(from, name))
    : [from];
  const folder = join(target, asset.to);
  await mkdir(folder, { recursive: true });
  for (const file of files) {
    const copy = join(folder, basename(file));
    await copyFile(file, copy);
    // Files of the module cache are read-only.
    await chmod(copy, asset.to === 'bin' ? 0o755 : 0o644);
  }
}

function isManifest(name: string): boolean {
  return /\.ya?ml$/.test(name) && !/^kustomization\.ya?ml$/.test(name);
}
