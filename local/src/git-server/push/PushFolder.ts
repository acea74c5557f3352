import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { BareRepository } from '../git/BareRepository.ts';
import {
  NO_OBJECT,
  parseRefUpdates,
  type RefUpdate,
} from '../git/refUpdate.ts';

const proposedSchema = z.object({
  updates: z.array(
    z.object({ ref: z.string(), before: z.string(), after: z.string() }),
  ),
  pushOptions: z.array(z.string()),
});

/** Where the hooks of one push leave what was asked for and what came of it. */
export class PushFolder {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** @param parent a folder for all of them; see `removePushFolders` */
  static async create(parent: string): Promise<PushFolder> {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    return new PushFolder(await mkdtemp(join(parent, 'push-')));
  }

  /** What the client gave with `git push -o`; empty when the push was refused. */
  async pushOptions(): Promise<string[]> {
    return (await this.#proposed()).pushOptions;
  }

  /** The refs this push moved, also when it was cut off before git could say so. */
  async updates(repository: BareRepository): Promise<RefUpdate[]> {
    const applied = await this.#read('applied');
    if (applied) return parseRefUpdates(applied);
    const moved: RefUpdate[] = [];
    for (const update of (await this.#proposed()).updates) {
      const now = (await repository.resolve(update.ref)) ?? NO_OBJECT;
      if (now === update.after) moved.push(update);
    }
    return moved;
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }

  async #proposed(): Promise<z.infer<typeof proposedSchema>> {
    const proposed = await this.#read('proposed.json');
    return proposed
      ? proposedSchema.parse(JSON.parse(proposed))
      : { updates: [], pushOptions: [] };
  }

  async #read(name: string): Promise<string | undefined> {
    return readFile(join(this.path, name), 'utf8').catch(() => undefined);
  }
}
