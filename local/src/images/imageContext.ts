import { join } from 'node:path';
import type { ComponentContext } from '../supervisor/component.ts';

/** What making and pushing images needs of the component it is done for. */
export type ImageContext = Pick<
  ComponentContext,
  'cache' | 'signal' | 'report' | 'run'
>;

/** Folder with a definition and a Containerfile for each base image. */
export const definitionsFolder = join(
  import.meta.dirname,
  '..',
  '..',
  'images',
);

/** Where images and what they are made of stand in the cache. All can be made again. */
export function imageFolders(cache: string) {
  const root = join(cache, 'images');
  return {
    root,
    /** Package lists and downloaded packages of apt, apart from the machine's own. */
    apt: join(root, 'apt'),
    /** Downloaded npm packages. */
    npm: join(root, 'npm'),
    /** One `<name>.json` for each base image: the package versions found last. */
    resolved: join(root, 'resolved'),
    /** One `<hash>.json` for each finished image. */
    built: join(root, 'built'),
    /** Manifests, configurations and layers by their sha256. */
    blobs: join(root, 'blobs', 'sha256'),
    /** The pause program and its image as a file. */
    pause: join(root, 'pause'),
    /** Hashes of the programs in images, by where they stand. */
    digests: join(root, 'digests'),
    /** Builds under way, emptied before each build. */
    work: join(root, 'work'),
  };
}
