import { watch, type FSWatcher } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { toError } from '@backstage/errors';
import type { PlatformProgress } from '@payday/plugin-platform-common';
import { describeComponents } from './describeComponents';
import {
  supervisorSnapshotSchema,
  type SupervisorSnapshot,
} from './supervisorSnapshot';

/** What a reading of the file gave. */
interface Reading {
  snapshot: SupervisorSnapshot;
  reportedAt: Date;
}

/**
 * The file in which the supervisor of a local instance says how far everything is. It may appear later, and be
 * replaced at any moment; a half-written one never hides the last whole one.
 */
export class StateFile {
  #last?: Reading;

  constructor(private readonly path: string) {}

  /** How far everything is by the newest whole file. Never rejects. */
  async read(): Promise<PlatformProgress> {
    try {
      const { mtime } = await stat(this.path);
      const text = await readFile(this.path, 'utf8');
      this.#last = {
        snapshot: supervisorSnapshotSchema.parse(JSON.parse(text)),
        reportedAt: mtime,
      };
    } catch (thrown) {
      const error = toError(thrown);
      if ('code' in error && error.code === 'ENOENT') {
        this.#last = undefined;
        return { state: 'not-local' };
      }
      if (!this.#last) {
        return {
          state: 'unreadable',
          reason: `The report of the local supervisor cannot be read (${error.name}).`,
        };
      }
    }
    const { snapshot, reportedAt } = this.#last;
    return {
      state: 'known',
      reportedAt: reportedAt.toISOString(),
      isSupervised: runs(snapshot.supervisor.pid),
      components: describeComponents(snapshot),
    };
  }

  /**
   * Calls back when the file may have changed, as far as the system tells; combine it with asking now and then.
   * @returns how to stop it
   */
  watch(onChange: () => void): () => void {
    let watcher: FSWatcher | undefined;
    try {
      // The folder, because each replacement is another file.
      watcher = watch(dirname(this.path), (_, name) => {
        if (name === null || name === basename(this.path)) onChange();
      });
      watcher.on('error', () => watcher?.close());
    } catch {
      // The folder is not there, or the system has no watch left: asking now and then has to do.
    }
    return () => watcher?.close();
  }
}

/** Whether a process with this number runs; one of another user counts. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
