import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Edit } from './mutation.ts';

/** A copy of all workspaces in a temporary folder, to be changed and thrown away. */
export class SourceCopy {
  readonly folder: string;

  constructor(root: string) {
    this.folder = mkdtempSync(join(tmpdir(), 'payments-mutation-'));
    cpSync(root, this.folder, { recursive: true, filter: path => basename(path) !== 'node_modules' });
    this.#linkModules(join(root, 'node_modules'));
  }

  /**
   * Makes the changes.
   * @returns what puts the former text back
   * @throws Error when a text to replace is not there exactly once: then the table of mutations is out of date
   */
  apply(edits: readonly Edit[]): () => void {
    const former = edits.map(({ file, find, replace }) => {
      const path = join(this.folder, file);
      const text = readFileSync(path, 'utf8');
      if (text.split(find).length !== 2) throw new Error(`${file} does not hold exactly once:\n${find}`);
      writeFileSync(
        path,
        text.replace(find, () => replace),
      );
      return { path, text };
    });
    return () => former.toReversed().forEach(({ path, text }) => writeFileSync(path, text));
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** Packages of others are linked; our own lead back into the copy, as the workspaces' links are relative. */
  #linkModules(modules: string): void {
    const copied = join(this.folder, 'node_modules');
    mkdirSync(copied);
    for (const name of readdirSync(modules)) {
      if (name === '@payments')
        cpSync(join(modules, name), join(copied, name), { recursive: true, verbatimSymlinks: true });
      else symlinkSync(join(modules, name), join(copied, name));
    }
  }
}
