import { createHash } from 'node:crypto';
import { lstat, open, readdir, readlink } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../stateFile.ts';

const NAME = 'manifest.json';
const CHUNK_BYTES = 1024 ** 2;

const contentsSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      sha256: z.string(),
      bytes: z.number(),
      /** Time of the last change: for the quick check only. */
      modifiedMs: z.number(),
    }),
  ),
  /** Target of each symbolic link. */
  links: z.record(z.string(), z.string()),
});
const manifestSchema = contentsSchema.extend({
  tool: z.string(),
  hash: z.string(),
  goVersion: z.string(),
});

/** All files and links below a folder, by their path in it; without the manifest. */
export type Contents = z.infer<typeof contentsSchema>;

/** What stands in a built tool's `manifest.json`. */
export type ToolManifest = z.infer<typeof manifestSchema>;

/**
 * Reads every file once, makes sure that it is on the disk, and tells what it holds.
 * @throws Error for anything that is neither file, folder nor link
 */
export async function readContents(folder: string): Promise<Contents> {
  const contents: Contents = { files: {}, links: {} };
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path);
    if (entry.isSymbolicLink()) contents.links[name] = await readlink(path);
    else if (entry.isFile()) {
      if (name !== NAME) contents.files[name] = await readFacts(path);
    } else if (!entry.isDirectory())
      throw new Error(`${path} is neither a file nor a folder`);
  }
  return contents;
}

async function readFacts(path: string): Promise<Contents['files'][string]> {
  const file = await open(path);
  try {
    const { size, mtimeMs } = await file.stat();
    const hash = createHash('sha256');
    const stream = file.createReadStream({
      autoClose: false,
      highWaterMark: CHUNK_BYTES,
    });
    for await (const chunk of stream) hash.update(chunk);
    await file.sync();
    return {
      sha256: hash.digest('hex'),
      bytes: size,
      modifiedMs: Math.trunc(mtimeMs),
    };
  } finally {
    await file.close();
  }
}

/** The manifest of a built tool; `undefined` when there is none or it is damaged. */
export function readManifest(folder: string): ToolManifest | undefined {
  const read = readState(join(folder, NAME), manifestSchema);
  return read.kind === 'value' ? read.value : undefined;
}

/** Puts a tool's manifest into its folder. */
export function writeManifest(folder: string, manifest: ToolManifest): void {
  writeState(join(folder, NAME), manifest);
}

/** True when all files are there, as long as and as old as they were; a few milliseconds. */
export async function looksIntact(folder: string): Promise<boolean> {
  const manifest = readManifest(folder);
  if (!manifest) return false;
  const files = Object.entries(manifest.files).map(async ([name, facts]) => {
    const { size, mtimeMs } = await lstat(join(folder, name));
    return size === facts.bytes && Math.trunc(mtimeMs) === facts.modifiedMs;
  });
  const links = Object.entries(manifest.links).map(
    async ([name, target]) => (await readlink(join(folder, name))) === target,
  );
  return Promise.all([...files, ...links]).then(
    results => results.every(Boolean),
    () => false,
  );
}

/** True when the folder holds exactly what its manifest says, byte for byte; about a second for each gigabyte. */
export async function isIntact(folder: string): Promise<boolean> {
  const manifest = readManifest(folder);
  if (!manifest) return false;
  const found = await readContents(folder).catch(() => undefined);
  return found !== undefined && identity(found) === identity(manifest);
}

/** Contents without times, in one order, to be compared. */
function identity({ files, links }: Contents): string {
  return JSON.stringify([
    Object.entries(files)
      .map(([name, { sha256 }]) => [name, sha256])
      .sort(),
    Object.entries(links).sort(),
  ]);
}
