import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import { readState, writeState } from '../stateFile.ts';
import { debianPackageSchema, type DebianPackage } from './debianPackages.ts';
import type { BaseImageDefinition } from './imageDefinition.ts';
import { imageFolders } from './imageContext.ts';

/** Changes when the way base images are put together does. */
const RECIPE = 1;
const STAYS_FRESH_MS = 24 * 3_600_000;

const schema = z.object({
  definition: z.string(),
  resolvedAt: z.number(),
  packages: z.array(debianPackageSchema),
});

/** The package versions of a base image as they were looked up last. */
export type Resolution = z.infer<typeof schema>;

/** Last resolution for exactly this definition; `undefined` when there was none. */
export function readResolution(
  definition: BaseImageDefinition,
  cache: string,
): Resolution | undefined {
  const read = readState(resolutionFile(definition, cache), schema);
  return read.kind === 'value' &&
    read.value.definition === definitionHash(definition)
    ? read.value
    : undefined;
}

/** Remembers which versions a base image is made of. */
export function writeResolution(
  definition: BaseImageDefinition,
  packages: DebianPackage[],
  cache: string,
  now: number = Date.now(),
): void {
  const resolution: Resolution = {
    definition: definitionHash(definition),
    resolvedAt: now,
    packages,
  };
  writeState(resolutionFile(definition, cache), resolution);
}

/** False when updates should be looked for again: after a day, or when the clock went back. */
export function isFresh(
  { resolvedAt }: Pick<Resolution, 'resolvedAt'>,
  now: number = Date.now(),
): boolean {
  return now >= resolvedAt && now - resolvedAt < STAYS_FRESH_MS;
}

/** Hash of all that decides what is in a base image: its definition, Containerfile and exact package versions. */
export function baseImageHash(
  definition: BaseImageDefinition,
  packages: DebianPackage[],
): string {
  const versions = packages.map(
    ({ name, version, sha256 }) => `${name} ${version} ${sha256}`,
  );
  return hash([definitionHash(definition), ...versions]);
}

/** Hash of what is written down about a base image, without package versions, comments and layout. */
function definitionHash(definition: BaseImageDefinition): string {
  const written = JSON.stringify(definition);
  return hash([`recipe ${RECIPE}`, process.arch, written]);
}

/** Hash of some texts, in hexadecimal. */
export function hash(texts: string[]): string {
  const sum = createHash('sha256').update(JSON.stringify(texts));
  return sum.digest('hex').slice(0, 32);
}

function resolutionFile({ name }: BaseImageDefinition, cache: string): string {
  return join(imageFolders(cache).resolved, `${name}.json`);
}
