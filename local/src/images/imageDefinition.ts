import { readFile } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Problem } from '../problem.ts';
import { definitionsFolder } from './imageContext.ts';

/** The images that all others start from; each has a folder in `local/images`. */
export const BASE_IMAGES = [
  'static',
  'git',
  'redis',
  'postgres',
  'node',
  'node-build',
] as const;

/** Name of a base image. */
export type BaseImageName = (typeof BASE_IMAGES)[number];

const packageName = z.string().regex(/^[a-z0-9][a-z0-9.+-]+$/);
const absolutePath = z
  .string()
  .refine(isPlainAbsolute, 'must be an absolute path without . and ..');

/** True for `/a/b`, not for `a`, `/`, `/a/` or `/a/../b`: such a path cannot leave the tree it is put below. */
export function isPlainAbsolute(path: string): boolean {
  return /^\/.*[^/]$/.test(path) && posix.normalize(path) === path;
}

const schema = z.strictObject({
  /** Debian packages; what they depend on comes along. */
  packages: z.array(packageName).min(1),
  /** Packages that are taken for installed, so that neither they nor what only they need is unpacked. */
  leaveOut: z.array(packageName).default([]),
  /** Packages from the npm registry, of which `keep` goes below `to`. */
  npm: z
    .array(
      z.strictObject({
        name: z.string(),
        version: z.string().regex(/^\d+\.\d+\.\d+$/),
        integrity: z.string().regex(/^sha512-[A-Za-z0-9+/]+=*$/),
        /** Processor as Node names it; for all when absent. */
        architecture: z.enum(['x64', 'arm64']).optional(),
        to: absolutePath,
        keep: z.array(z.string()).min(1),
      }),
    )
    .default([]),
  /** Symbolic links by their target. */
  links: z.record(z.string(), z.array(absolutePath)).default({}),
  /** Folders that the image's user may write to. */
  folders: z.array(absolutePath).default([]),
  /** Paths or patterns that are deleted. */
  remove: z.array(absolutePath).default([]),
});

/** What a base image is made of. */
export interface BaseImageDefinition extends z.infer<typeof schema> {
  name: BaseImageName;
  /** Text of the Containerfile that packs the unpacked packages (`rootfs.tar`). */
  containerfile: string;
}

/** @throws Problem saying what is wrong, when it is no valid definition */
export function parseBaseImage(
  name: BaseImageName,
  source: string,
  containerfile: string,
): BaseImageDefinition {
  try {
    return { ...schema.parse(parse(source)), name, containerfile };
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : String(error);
    throw new Problem(
      `local/images/${name}/image.yaml is not a valid image definition.`,
      why.split('\n'),
      { cause: error },
    );
  }
}

/** Reads the definition of a base image. @throws Problem when it is not valid */
export async function readBaseImage(
  name: BaseImageName,
): Promise<BaseImageDefinition> {
  const folder = join(definitionsFolder, name);
  const [source, containerfile] = await Promise.all(
    ['image.yaml', 'Containerfile'].map(file =>
      readFile(join(folder, file), 'utf8'),
    ),
  );
  return parseBaseImage(name, source, containerfile);
}
