import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute path of the clone this CLI belongs to, whatever the current folder is. */
export const repositoryRoot = dirname(
  dirname(dirname(fileURLToPath(import.meta.url))),
);
