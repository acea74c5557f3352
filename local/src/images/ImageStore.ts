import { existsSync, readFileSync, statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../stateFile.ts';
import { imageFolders } from './imageContext.ts';

const imageSchema = z.object({
  name: z.string(),
  /** Hash of all that decides what is in the image. */
  hash: z.string().regex(/^[0-9a-f]{32}$/),
  /** Digest of its manifest, the same in every registry. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  /** Size of its compressed layers. */
  bytes: z.number(),
  /** Name of the image it was built on. */
  base: z.string().optional(),
});

/** A finished image in the cache. */
export type BuiltImage = z.infer<typeof imageSchema>;

const descriptorSchema = z.object({
  mediaType: z.string(),
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
  size: z.number(),
});

const manifestSchema = z.object({
  mediaType: z.string(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema),
});

/** A manifest as its registry format says, with its exact text. */
export interface ImageManifest extends z.infer<typeof manifestSchema> {
  text: string;
}

/**
 * Finished images in the cache: one small record for each, and the blobs they share. An image counts only when its
 * record and all its blobs are there.
 */
export class ImageStore {
  readonly #folders: ReturnType<typeof imageFolders>;

  constructor(cache: string) {
    this.#folders = imageFolders(cache);
  }

  /** Path of a blob, there or not. */
  blobPath(digest: string): string {
    return join(this.#folders.blobs, digest.replace('sha256:', ''));
  }

  /** The finished image with this hash; `undefined` when it was not built or a part of it is gone. */
  find(hash: string): BuiltImage | undefined {
    const read = readState(this.#recordPath(hash), imageSchema);
    if (read.kind !== 'value') return undefined;
    return this.#isWhole(read.value) ? read.value : undefined;
  }

  /** @throws Error when the image is not in the cache */
  manifest(image: Pick<BuiltImage, 'digest'>): ImageManifest {
    const text = readFileSync(this.blobPath(image.digest), 'utf8');
    return { ...manifestSchema.parse(JSON.parse(text)), text };
  }

  /** Digests of all an image consists of: its manifest, configuration and layers. */
  blobs(image: Pick<BuiltImage, 'digest'>): string[] {
    const { config, layers } = this.manifest(image);
    return [image.digest, config.digest, ...layers.map(each => each.digest)];
  }

  /** Takes over the only image of an OCI layout; its record is written last. */
  async add(
    layout: string,
    image: Omit<BuiltImage, 'digest' | 'bytes'>,
  ): Promise<BuiltImage> {
    const index = z
      .object({ manifests: z.array(descriptorSchema).length(1) })
      .parse(JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')));
    const blobs = join(layout, 'blobs', 'sha256');
    await mkdir(this.#folders.blobs, { recursive: true });
    for (const name of await readdir(blobs)) {
      await rename(join(blobs, name), join(this.#folders.blobs, name));
    }
    const { digest } = index.manifests[0];
    const { layers } = this.manifest({ digest });
    const bytes = layers.reduce((sum, { size }) => sum + size, 0);
    const built: BuiltImage = { ...image, digest, bytes };
    writeState(this.#recordPath(image.hash), built);
    return built;
  }

  /** Forgets an image, so that it is built again; its blobs stay until the next {@link prune}. */
  async forget(hash: string): Promise<void> {
    await rm(this.#recordPath(hash), { force: true });
  }

  /** All finished images, by name. */
  async list(): Promise<BuiltImage[]> {
    const names = await readdir(this.#folders.built).catch(() => []);
    return names
      .filter(name => /^[0-9a-f]{32}\.json$/.test(name))
      .flatMap(name => this.find(name.slice(0, 32)) ?? [])
      .sort(
        (a, b) => a.name.localeCompare(b.name) || a.hash.localeCompare(b.hash),
      );
  }

  /**
   * Deletes all images but those with these hashes, and blobs that none of them needs. Call it under the image lock.
   * @returns the number of bytes that were freed
   */
  async prune(keepHashes: Iterable<string>): Promise<number> {
    const keep = new Set(keepHashes);
    const kept = (await this.list()).filter(({ hash }) => keep.has(hash));
    const names = await readdir(this.#folders.built).catch(() => []);
    for (const name of names) {
      if (!kept.some(({ hash }) => name === `${hash}.json`))
        await rm(join(this.#folders.built, name), { force: true });
    }
    const needed = new Set(kept.flatMap(image => this.blobs(image)));
    let freed = 0;
    for (const name of await readdir(this.#folders.blobs).catch(() => [])) {
      if (needed.has(`sha256:${name}`)) continue;
      const path = join(this.#folders.blobs, name);
      freed += statSync(path).size;
      await rm(path, { force: true });
    }
    return freed;
  }

  #recordPath(hash: string): string {
    return join(this.#folders.built, `${hash}.json`);
  }

  #isWhole(image: BuiltImage): boolean {
    try {
      const { config, layers } = this.manifest(image);
      return [config, ...layers].every(({ digest, size }) => {
        const path = this.blobPath(digest);
        return existsSync(path) && statSync(path).size === size;
      });
    } catch {
      return false;
    }
  }
}
