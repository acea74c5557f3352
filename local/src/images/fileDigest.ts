import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { readState, writeState } from '../stateFile.ts';
import { imageFolders } from './imageContext.ts';

const schema = z.object({ identity: z.string(), sha256: z.string() });

/**
 * The sha256 of a file. It is remembered by the file's size and times, since programs of 160 MB are asked for on
 * every `up`.
 * @throws when the file cannot be read
 */
export async function fileDigest(path: string, cache: string): Promise<string> {
  const { size, mtimeMs, ctimeMs, ino } = await stat(path);
  const identity = [size, mtimeMs, ctimeMs, ino].join(' ');
  const name = createHash('sha256').update(path).digest('hex').slice(0, 32);
  const memory = join(imageFolders(cache).digests, `${name}.json`);
  const read = readState(memory, schema);
  if (read.kind === 'value' && read.value.identity === identity)
    return read.value.sha256;
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  const sha256 = hash.digest('hex');
  writeState(memory, { identity, sha256 });
  return sha256;
}
