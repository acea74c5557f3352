import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { gitEnvironment } from './gitEnvironment.ts';
import { runGit, type GitOutput, type GitRunOptions } from './runGit.ts';

/** Who a ref's log names for what is not a push; commits name their own. */
const COMMITTER = {
  GIT_COMMITTER_NAME: 'payday',
  GIT_COMMITTER_EMAIL: 'payday@payday.internal',
};

/** A bare repository on this disk, worked on without a clone. */
export class BareRepository {
  /** Absolute path, ending in `.git`. */
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** True when git would take the folder for a repository. */
  exists(): boolean {
    return ['HEAD', 'objects', 'refs'].every(name =>
      existsSync(join(this.folder, name)),
    );
  }

  /** Makes it with the branch `main` yet to be born. Mends one whose making was interrupted. */
  async create(): Promise<void> {
    await runGit(
      ['init', '--quiet', '--bare', '--initial-branch=main', this.folder],
      { env: gitEnvironment([['init.templateDir', '']]) },
    );
  }

  /** Runs git in it; `env` comes on top of the usual environment. @throws GitFailed */
  run(
    args: string[],
    options: Partial<GitRunOptions> = {},
  ): Promise<GitOutput> {
    return runGit([`--git-dir=${this.folder}`, ...args], {
      ...options,
      env: { ...gitEnvironment(), ...COMMITTER, ...options.env },
    });
  }

  /** What git prints, without the last line end. @throws GitFailed */
  async read(
    args: string[],
    options: Partial<GitRunOptions> = {},
  ): Promise<string> {
    const { stdout } = await this.run(args, options);
    return stdout.toString().replace(/\n$/, '');
  }

  /** The object a revision names, e.g. `refs/heads/main` or `main^{tree}`; `undefined` when there is none. */
  async resolve(revision: string): Promise<string | undefined> {
    const id = await this.read(
      ['rev-parse', '--verify', '--quiet', '--end-of-options', revision],
      { accept: [0, 1] },
    );
    return id === '' ? undefined : id;
  }

  /** What a commit contains: equal ids mean equal content. `undefined` when there is no such commit. */
  async treeOf(commit: string): Promise<string | undefined> {
    return this.resolve(`${commit}^{tree}`);
  }

  /** True when `descendant` holds all that `ancestor` holds; a commit is its own ancestor. */
  async isAncestor(ancestor: string, descendant: string): Promise<boolean> {
    const { code } = await this.run(
      ['merge-base', '--is-ancestor', ancestor, descendant],
      { accept: [0, 1] },
    );
    return code === 0;
  }
}
