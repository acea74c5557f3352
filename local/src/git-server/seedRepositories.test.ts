import assert from 'node:assert/strict';
import { symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { commitFiles } from './commitFiles.ts';
import { isSeeded, seedRepository } from './seedRepositories.ts';
import { commit, git, gitOk, putFiles } from './testing/gitClient.ts';

const LINES = ['one', 'two', 'three', 'four', 'five', 'six', 'seven'];

/** Seven lines, some of them replaced. */
const lines = (changed: Record<string, string> = {}) =>
  LINES.map(line => `${changed[line] ?? line}\n`).join('');

/** A folder in no checkout, and the repository it feeds. */
function setUp(test: TestContext, files: Parameters<typeof putFiles>[1] = {}) {
  const root = temporaryFolder(test);
  const sourceFolder = join(root, 'clone', 'gitops-repo');
  const bareFolder = join(root, 'git', 'gitops.git');
  putFiles(sourceFolder, { 'a.yaml': lines(), ...files });
  const work = join(root, 'work');
  return {
    root,
    sourceFolder,
    bareFolder,
    seed: () => seedRepository({ sourceFolder, bareFolder }),
    isSeeded: () => isSeeded({ sourceFolder, bareFolder }),
    put: (changes: Parameters<typeof putFiles>[1]) =>
      putFiles(sourceFolder, changes),
    inBare: (...args: string[]) => gitOk(bareFolder, ...args),
    read: (path: string, ref = 'main') =>
      gitOk(bareFolder, 'show', `${ref}:${path}`),
    /** Commits as somebody else and pushes to main. */
    async pushed(changes: Parameters<typeof putFiles>[1]) {
      const clone = join(work, String(process.hrtime.bigint()));
      await gitOk(root, 'clone', '--quiet', bareFolder, clone);
      const id = await commit(clone, changes, 'by Ana');
      await gitOk(clone, 'push', '--quiet', 'origin', 'main');
      return { id, clone };
    },
  };
}

describe('a folder', () => {
  it('becomes the first commit of main, by payday', async test => {
    const repository = setUp(test, {
      'bin/run': { executable: '#!/bin/sh\n' },
      'größe/ein Name': 'x\n',
    });
    symlinkSync('a.yaml', join(repository.sourceFolder, 'link'));
    const result = await repository.seed();
    assert.equal(result.kind, 'created');
    assert.deepEqual(result.updates, [
      {
        ref: 'refs/heads/main',
        before: '0'.repeat(40),
        after: await repository.inBare('rev-parse', 'main'),
      },
    ]);
    assert.equal(
      await repository.inBare(
        '-c',
        'core.quotePath=false',
        'ls-tree',
        '-r',
        '--format=%(objectmode) %(path)',
        'main',
      ),
      '100644 a.yaml\n100755 bin/run\n100644 größe/ein Name\n120000 link',
    );
    assert.equal(
      await repository.inBare('log', '--format=%an %ae %cn %s', 'main'),
      'payday payday@payday.internal payday Import gitops-repo',
    );
    assert.equal(
      await repository.inBare('symbolic-ref', 'HEAD'),
      'refs/heads/main',
    );
    await repository.inBare('fsck', '--strict');
  });

  it('that did not change makes no commit', async test => {
    const repository = setUp(test);
    assert.equal(await repository.isSeeded(), false);
    await repository.seed();
    const before = await repository.inBare('for-each-ref');
    const now = new Date();
    utimesSync(join(repository.sourceFolder, 'a.yaml'), now, now);
    assert.equal(await repository.isSeeded(), true);
    assert.deepEqual(await repository.seed(), {
      kind: 'unchanged',
      updates: [],
    });
    assert.equal(await repository.inBare('for-each-ref'), before);
  });

  it('that changed moves main on, when nobody else did', async test => {
    const repository = setUp(test, { old: 'x\n', script: 'x\n' });
    await repository.seed();
    repository.put({ old: null, new: 'y\n', script: { executable: 'x\n' } });
    assert.equal(await repository.isSeeded(), false);
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(
      await repository.inBare(
        'ls-tree',
        '--format=%(objectmode) %(path)',
        'main',
      ),
      '100644 a.yaml\n100644 new\n100755 script',
    );
    assert.equal(
      await repository.inBare('rev-list', '--count', '--merges', 'main'),
      '0',
    );
    assert.equal(await repository.isSeeded(), true);
  });

  it('that changed elsewhere than others did is merged with their commits', async test => {
    const repository = setUp(test, { gone: 'x\n' });
    await repository.seed();
    const { id } = await repository.pushed({
      'a.yaml': lines({ one: 'ANA' }),
      'b.yaml': 'b\n',
    });
    repository.put({ 'a.yaml': lines({ seven: 'FOLDER' }), gone: null });
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(
      `${await repository.read('a.yaml')}\n`,
      lines({ one: 'ANA', seven: 'FOLDER' }),
    );
    assert.equal(
      await repository.inBare('ls-tree', '--name-only', 'main'),
      'a.yaml\nb.yaml',
    );
    await repository.inBare('merge-base', '--is-ancestor', id, 'main');
    assert.equal(
      await repository.inBare('log', '-1', '--format=%an %s', 'main'),
      'payday Merge the folder gitops-repo',
    );
    assert.deepEqual(await repository.seed(), {
      kind: 'unchanged',
      updates: [],
    });

    repository.put({ 'a.yaml': lines({ six: 'AGAIN', seven: 'FOLDER' }) });
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(
      `${await repository.read('a.yaml')}\n`,
      lines({ one: 'ANA', six: 'AGAIN', seven: 'FOLDER' }),
    );
  });

  it('that says what main says already needs no merge later', async test => {
    const repository = setUp(test);
    await repository.seed();
    await repository.pushed({ 'a.yaml': lines({ one: 'SAME' }) });
    repository.put({ 'a.yaml': lines({ one: 'SAME' }) });
    const main = await repository.inBare('rev-parse', 'main');
    assert.equal((await repository.seed()).kind, 'unchanged');
    assert.equal(await repository.inBare('rev-parse', 'main'), main);
    await repository.pushed({ 'a.yaml': lines({ one: 'LATER' }) });
    repository.put({ other: 'x\n' });
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(
      `${await repository.read('a.yaml')}\n`,
      lines({ one: 'LATER' }),
    );
  });

  it('that is empty deletes nothing', async test => {
    const repository = setUp(test);
    await repository.seed();
    repository.put({ 'a.yaml': null });
    await assert.rejects(
      repository.seed(),
      /has no files, so nothing is imported/,
    );
  });
});

describe('a folder in conflict with main', () => {
  const conflicting = async (test: TestContext) => {
    const repository = setUp(test, { 'b.yaml': 'b\n' });
    await repository.seed();
    const { id } = await repository.pushed({
      'a.yaml': lines({ one: 'ANA' }),
      'b.yaml': null,
    });
    repository.put({
      'a.yaml': lines({ one: 'FOLDER' }),
      'b.yaml': 'changed\n',
    });
    const result = await repository.seed();
    assert.equal(result.kind, 'conflict');
    return {
      ...repository,
      id,
      result: result as typeof result & { kind: 'conflict' },
    };
  };

  it('leaves main alone, keeps the import as a branch and says how to go on', async test => {
    const { result, inBare, read, id } = await conflicting(test);
    assert.deepEqual(result.paths, ['a.yaml', 'b.yaml']);
    assert.equal(await inBare('rev-parse', 'main'), id);
    assert.equal(
      `${await read('a.yaml', result.branch)}\n`,
      lines({ one: 'FOLDER' }),
    );
    assert.deepEqual(
      result.updates.map(({ ref }) => ref),
      [`refs/heads/${result.branch}`],
    );
    assert.match(result.problem.what, /a\.yaml, b\.yaml/);
    assert.match(
      result.problem.next.join('\n'),
      /git merge origin\/payday\/import-/,
    );
  });

  it('is named again at each start until it is solved, without new commits', async test => {
    const repository = await conflicting(test);
    const refs = await repository.inBare('for-each-ref');
    assert.equal(await repository.isSeeded(), false);
    const again = await repository.seed();
    assert.equal(again.kind, 'conflict');
    assert.deepEqual(again.updates, []);
    assert.equal(await repository.inBare('for-each-ref'), refs);
  });

  it('is solved by a merge of the branch, as the message says', async test => {
    const repository = await conflicting(test);
    const { root, bareFolder, result } = repository;
    const clone = join(root, 'merge');
    await gitOk(root, 'clone', '--quiet', bareFolder, clone);
    await git(clone, ['merge', `origin/${result.branch}`]);
    await commit(clone, { 'a.yaml': lines({ one: 'BOTH' }), 'b.yaml': 'b\n' });
    await gitOk(clone, 'push', '--quiet', 'origin', 'main');
    assert.equal((await repository.seed()).kind, 'unchanged');
    assert.equal(await repository.inBare('branch', '--list', 'payday/*'), '');
    repository.put({ 'a.yaml': lines({ one: 'FOLDER', seven: 'MORE' }) });
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(
      `${await repository.read('a.yaml')}\n`,
      lines({ one: 'BOTH', seven: 'MORE' }),
    );
  });

  it('is solved by undoing the change in the folder', async test => {
    const repository = await conflicting(test);
    repository.put({ 'a.yaml': lines(), 'b.yaml': 'b\n' });
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(`${await repository.read('a.yaml')}\n`, lines({ one: 'ANA' }));
    assert.equal(await repository.isSeeded(), true);
  });

  it('is dropped when its branch is deleted', async test => {
    const repository = await conflicting(test);
    await repository.inBare('branch', '-D', repository.result.branch);
    assert.deepEqual(await repository.seed(), {
      kind: 'unchanged',
      updates: [],
    });
    assert.equal(await repository.isSeeded(), true);
  });

  it('keeps what somebody committed to its branch meanwhile', async test => {
    const repository = await conflicting(test);
    const { root, bareFolder, result } = repository;
    const clone = join(root, 'begun');
    await gitOk(root, 'clone', '-q', '-b', result.branch, bareFolder, clone);
    const begun = await commit(clone, { begun: 'x\n' });
    await gitOk(clone, 'push', '--quiet', 'origin', result.branch);
    assert.equal((await repository.seed()).kind, 'conflict');
    assert.equal(await repository.inBare('rev-parse', result.branch), begun);
  });
});

describe('what is imported', () => {
  it('leaves out what the folder’s or its parent’s .gitignore names', async test => {
    const repository = setUp(test, {
      '.gitignore': '*.log\n',
      'a.log': 'x\n',
      'web/node_modules/x/index.js': 'x\n',
    });
    putFiles(join(repository.root, 'clone'), {
      '.gitignore': 'node_modules/\n',
      'outside.txt': 'x\n',
    });
    await repository.seed();
    assert.equal(
      await repository.inBare('ls-tree', '-r', '--name-only', 'main'),
      '.gitignore\na.yaml',
    );
  });

  it('is, in a checkout, what git tracks or would track', async test => {
    const repository = setUp(test, {
      'tracked.log': 'x\n',
      'deleted.yaml': 'x\n',
      'new.yaml': 'x\n',
      'ignored.log': 'x\n',
    });
    const clone = join(repository.root, 'clone');
    putFiles(clone, { '.gitignore': '*.log\n' });
    await gitOk(clone, 'init', '--quiet');
    await gitOk(
      clone,
      'add',
      '-f',
      'gitops-repo/tracked.log',
      'gitops-repo/deleted.yaml',
    );
    repository.put({ 'deleted.yaml': null });
    await repository.seed();
    assert.equal(
      await repository.inBare('ls-tree', '-r', '--name-only', 'main'),
      'a.yaml\nnew.yaml\ntracked.log',
    );
  });
});

describe('files committed by the machine', () => {
  const path = 'platform/images/local/kustomization.yaml';
  const digests = (bareFolder: string, text: string) =>
    commitFiles({
      bareFolder,
      branch: 'main',
      files: new Map([[path, text]]),
      message: 'Images built on this machine\n\nPayday-Action: images',
    });

  it('stand on main once, and survive later merges of the folder', async test => {
    const repository = setUp(test, { [path]: 'images: []\n' });
    await repository.seed();
    const first = await digests(repository.bareFolder, 'images: [a]\n');
    assert.equal(first.kind, 'committed');
    const again = await digests(repository.bareFolder, 'images: [a]\n');
    assert.deepEqual(again, {
      kind: 'unchanged',
      commit: first.kind === 'committed' && first.update.after,
    });
    repository.put({ 'a.yaml': lines({ one: 'FOLDER' }) });
    assert.equal((await repository.seed()).kind, 'updated');
    assert.equal(await repository.read(path), 'images: [a]');
    assert.equal(
      (await digests(repository.bareFolder, 'images: [b]\n')).kind,
      'committed',
    );
    assert.equal((await repository.seed()).kind, 'unchanged');
    assert.equal(await repository.read(path), 'images: [b]');
    assert.equal(
      `${await repository.read('a.yaml')}\n`,
      lines({ one: 'FOLDER' }),
    );
  });

  it('may be new or deleted, and keep executable bits', async test => {
    const repository = setUp(test, {
      'bin/run': { executable: 'x\n' },
      old: 'x\n',
    });
    await repository.seed();
    const result = await commitFiles({
      bareFolder: repository.bareFolder,
      branch: 'main',
      files: new Map<string, string | null>([
        ['bin/run', 'y\n'],
        ['old', null],
        ['never', null],
        ['deep/new', 'n\n'],
      ]),
      message: 'change',
      author: 'payday-pipeline <payday-pipeline@payday.internal>',
    });
    assert.equal(result.kind, 'committed');
    assert.equal(
      await repository.inBare(
        'ls-tree',
        '-r',
        '--format=%(objectmode) %(path)',
        'main',
      ),
      '100644 a.yaml\n100755 bin/run\n100644 deep/new',
    );
    assert.equal(
      await repository.inBare('log', '-1', '--format=%an', 'main'),
      'payday-pipeline',
    );
  });

  for (const wrong of [
    '',
    '/etc/passwd',
    '../x',
    'a/../b',
    '.git/config',
    'a//b',
  ])
    it(`do not go to "${wrong}"`, async test => {
      const { bareFolder, seed } = setUp(test);
      await seed();
      const files = new Map([[wrong, 'x']]);
      await assert.rejects(
        commitFiles({ bareFolder, branch: 'main', files, message: 'x' }),
        /is no path inside a repository/,
      );
    });

  it('need the branch to exist', async test => {
    const { bareFolder, seed } = setUp(test);
    await seed();
    const files = new Map([['a', 'x']]);
    await assert.rejects(
      commitFiles({ bareFolder, branch: 'no-such', files, message: 'x' }),
      /has no branch no-such/,
    );
  });
});

describe('at the same time as others', () => {
  it('no commit is lost between pushes, imports and digests', async test => {
    const repository = setUp(test);
    await repository.seed();
    const { bareFolder } = repository;
    repository.put({ 'a.yaml': lines({ one: 'FOLDER' }) });
    const commits = Array.from({ length: 6 }, (_, index) =>
      commitFiles({
        bareFolder,
        branch: 'main',
        files: new Map([[`file-${index}`, 'x\n']]),
        message: `file ${index}`,
      }),
    );
    const results = await Promise.all([
      repository.seed(),
      repository.seed(),
      ...commits,
    ]);
    assert.deepEqual(
      results.slice(2).map(({ kind }) => kind),
      commits.map(() => 'committed'),
    );
    assert.equal(
      await repository.inBare('ls-tree', '--name-only', 'main'),
      ['a.yaml', ...commits.map((_, index) => `file-${index}`)].join('\n'),
    );
    assert.equal(
      `${await repository.read('a.yaml')}\n`,
      lines({ one: 'FOLDER' }),
    );
    assert.equal(await repository.isSeeded(), true);
    await repository.inBare('fsck', '--strict');
  });

  it('a lock that a crash left is removed when nobody can hold it any more', async test => {
    const repository = setUp(test);
    await repository.seed();
    const lock = join(repository.bareFolder, 'refs', 'heads', 'main.lock');
    writeFileSync(lock, '');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    repository.put({ 'a.yaml': lines({ one: 'FOLDER' }) });
    assert.equal((await repository.seed()).kind, 'updated');
  });

  it('an import that ended before it was remembered is taken up, not repeated', async test => {
    const repository = setUp(test);
    await repository.seed();
    const imported = await repository.inBare(
      'rev-parse',
      'refs/payday/imported',
    );
    repository.put({ 'a.yaml': lines({ one: 'FOLDER' }) });
    await repository.seed();
    const main = await repository.inBare('rev-parse', 'main');
    await repository.inBare('update-ref', 'refs/payday/imported', imported);
    assert.equal((await repository.seed()).kind, 'unchanged');
    assert.equal(await repository.inBare('rev-parse', 'main'), main);
    assert.equal(
      await repository.inBare('rev-parse', 'refs/payday/imported'),
      main,
    );

    await repository.inBare('update-ref', '-d', 'refs/payday/imported');
    assert.equal((await repository.seed()).kind, 'unchanged');
    assert.equal(await repository.inBare('rev-parse', 'main'), main);
  });

  it('a repository whose making was interrupted is made', async test => {
    const repository = setUp(test);
    putFiles(repository.bareFolder, { 'refs/heads/.keep': '', config: '' });
    assert.equal((await repository.seed()).kind, 'created');
  });
});
