import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { temporaryFolder } from '../../testing/temporaryInstance.ts';
import { writeAccessFile, type GitTokens } from '../accessFile.ts';
import { BareRepository } from '../git/BareRepository.ts';
import type { Listener } from '../listeners/listenerSchema.ts';
import { startGitServer, type GitServer } from '../startGitServer.ts';
import { gitOk, putFiles } from './gitClient.ts';

/** Tokens of a test's server; `ana` is a developer. */
export const tokens: GitTokens = {
  portal: 'portal-0123456789abcdef',
  pipeline: 'pipeline-0123456789abcdef',
  payday: 'payday-0123456789abcdef',
  argocd: 'argocd-0123456789abcdef',
  people: { 'user:default/ana.lima': 'ana-0123456789abcdef' },
};

/** The developer's token. */
export const ana = tokens.people['user:default/ana.lima'];

/** A running server with `payments.git` and `gitops.git`, each with one commit on main. */
export interface TestServer {
  server: GitServer;
  /** Folder of bare repositories. */
  folder: string;
  accessFile: string;
  /** A folder for clones. */
  work: string;
  log: string[];
  /** Address without a token. */
  origin: string;
  /** Address of a repository with a token in it. */
  url(repository: string, token: string): string;
  /** Clones with a token into a folder of that name. */
  clone(repository: string, token: string, name?: string): Promise<string>;
}

/** Shortens what production waits for; dead listeners are given up after 300 ms. */
const delivery = {
  giveUpAfterMs: 300,
  attemptTimeoutMs: 1_000,
  firstDelayMs: 20,
  maxDelayMs: 50,
};

/** Makes the repositories and starts a server in this process; all is gone after the test. */
export async function startTestServer(
  test: TestContext,
  listeners: Listener[] = [],
): Promise<TestServer> {
  const root = temporaryFolder(test);
  const folder = join(root, 'git');
  const work = join(root, 'work');
  putFiles(work, { '.keep': '' });
  for (const name of ['payments', 'gitops'])
    await makeRepository(folder, name, work);
  const accessFile = join(root, 'access.json');
  writeAccessFile(accessFile, tokens);
  const log: string[] = [];
  const server = await startGitServer(
    {
      host: '127.0.0.1',
      port: 0,
      folder,
      accessFile,
      listeners,
      publicUrl: 'http://git.payday.internal:3000',
    },
    line => log.push(line),
    { delivery },
  );
  test.after(() => server.close());
  const url = (repository: string, token: string) =>
    `http://any:${token}@127.0.0.1:${server.port}/${repository}.git`;
  return {
    server,
    folder,
    accessFile,
    work,
    log,
    origin: `http://127.0.0.1:${server.port}`,
    url,
    async clone(repository, token, name = repository) {
      await gitOk(work, 'clone', '--quiet', url(repository, token), name);
      return join(work, name);
    },
  };
}

/** A bare repository whose main has one commit with a README. */
export async function makeRepository(
  folder: string,
  name: string,
  work: string,
): Promise<void> {
  const repository = new BareRepository(join(folder, `${name}.git`));
  await repository.create();
  const first = join(work, `first-${name}`);
  await gitOk(work, 'init', '--quiet', '--initial-branch=main', first);
  putFiles(first, { 'README.md': `# ${name}\n` });
  await gitOk(first, 'add', '--all');
  await gitOk(first, 'commit', '--quiet', '--message', 'first');
  await gitOk(first, 'push', '--quiet', repository.folder, 'main');
}
