import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { repositoryRoot } from '../repositoryRoot.ts';
import { findProgram } from '../system/programs.ts';
import { temporaryFolder } from '../testing/temporaryInstance.ts';

const NEEDED = [
  'sh',
  'uname',
  'dirname',
  'readlink',
  'mkdir',
  'cat',
  'cksum',
  'mktemp',
  'mv',
  'rm',
  'grep',
  'tail',
  'sleep',
  'cp',
  'chmod',
  'touch',
];
const platform = `${process.platform}-${process.arch}`;
const pinned =
  /NODE_WANTED=(\S+)/.exec(
    readFileSync(join(repositoryRoot, 'payday'), 'utf8'),
  )?.[1] ?? '';

/** A program that says which Node it stands for. */
const fakeNode = (version: string) => `#!/bin/sh
if [ "$1" = --version ]; then echo v${version}; else echo "node ${version}"; for a in "$@"; do echo "<$a>"; done; fi
`;

/** `install` makes the pinned Node, `ci` an empty node_modules; each call is noted. FAIL makes it fail with that text. */
const fakeNpm = (cache: string) => `#!/bin/sh
echo "$1" >>"${cache}/npm-calls"
case " $* " in *' --ignore-scripts '*) ;; *) echo "scripts would run" >&2; exit 1 ;; esac
if [ -e "${cache}/fail" ]; then mkdir -p node_modules/node-${platform}/bin; cat "${cache}/fail" >&2; exit 1; fi
case $1 in
  install) mkdir -p node_modules/node-${platform}/bin node_modules/node-${platform}/include/node
    cp "${cache}/pinned-node" node_modules/node-${platform}/bin/node; touch node_modules/node-${platform}/include/node/node.h ;;
  ci) mkdir -p node_modules ;;
esac
`;

interface Machine {
  root: string;
  cache: string;
  programs: string;
  add(name: string, text: string): void;
  /** Runs the launcher with `args` from a folder of its own. */
  run(
    args: string[],
    options?: { script?: string; env?: Record<string, string> },
  ): Promise<{ code: number | null; out: string; err: string }>;
  npmCalls(): string[];
}

/** A machine with a clone, a cache and only the programs it is given. */
function machine(
  test: TestContext,
  nodeVersion?: string,
  hasNpm = true,
): Machine {
  const folder = temporaryFolder(test);
  const [root, cache, programs, elsewhere] = [
    'a clone',
    'cache',
    'home/bin',
    'else where',
  ].map(name => join(folder, name));
  [join(root, 'local', 'src'), cache, programs, elsewhere].forEach(path =>
    mkdirSync(path, { recursive: true }),
  );
  copyFileSync(join(repositoryRoot, 'payday'), join(root, 'payday'));
  writeFileSync(join(root, 'local', 'package-lock.json'), '{}');
  NEEDED.forEach(name =>
    symlinkSync(findProgram(name) ?? name, join(programs, name)),
  );
  const add = (name: string, text: string) => {
    writeFileSync(join(programs, name), text);
    chmodSync(join(programs, name), 0o755);
  };
  add('id', '#!/bin/sh\necho 1000\n');
  if (nodeVersion) add('node', fakeNode(nodeVersion));
  if (hasNpm) add('npm', fakeNpm(cache));
  writeFileSync(join(cache, 'pinned-node'), fakeNode(pinned));
  chmodSync(join(cache, 'pinned-node'), 0o755);
  return {
    root,
    cache,
    programs,
    add,
    npmCalls: () =>
      existsSync(join(cache, 'npm-calls'))
        ? readFileSync(join(cache, 'npm-calls'), 'utf8').trim().split('\n')
        : [],
    run: (args, { script = join(root, 'payday'), env = {} } = {}) =>
      new Promise(resolve => {
        const child = spawn('sh', [script, ...args], {
          cwd: elsewhere,
          env: { PATH: programs, HOME: folder, PAYDAY_CACHE: cache, ...env },
        });
        let [out, err] = ['', ''];
        child.stdout.on('data', chunk => (out += chunk));
        child.stderr.on('data', chunk => (err += chunk));
        child.on('close', code => resolve({ code, out, err }));
      }),
  };
}

describe('the launcher', () => {
  for (const version of ['20.19.0', '24.1.0', '22.17.1']) {
    it(`installs the pinned Node when Node ${version} is on PATH`, async test => {
      const { run, npmCalls, cache } = machine(test, version);
      const { code, out } = await run(['status']);
      assert.equal(code, 0);
      assert.match(out, new RegExp(`^node ${pinned}\n`));
      assert.deepEqual(npmCalls(), ['install', 'ci']);
      assert.deepEqual(readdirSync(join(cache, 'node')), [
        `${pinned}-${platform}`,
      ]);
    });
  }

  it('uses a fitting Node with headers from PATH', async test => {
    const { run, npmCalls, programs } = machine(test, '22.18.0');
    mkdirSync(join(programs, '..', 'include', 'node'), { recursive: true });
    writeFileSync(join(programs, '..', 'include', 'node', 'node.h'), '');
    assert.match((await run(['status'])).out, /^node 22\.18\.0\n/);
    assert.deepEqual(npmCalls(), ['ci']);
  });

  it('installs nothing the second time', async test => {
    const { run, npmCalls } = machine(test);
    await run(['status']);
    const { err } = await run(['status']);
    assert.equal(err, '');
    assert.deepEqual(npmCalls(), ['install', 'ci']);
  });

  it('hands arguments on as they are, through a symbolic link and from another folder', async test => {
    const { run, root, programs } = machine(test);
    const link = join(programs, 'link to payday');
    symlinkSync(join(root, 'payday'), link);
    const { out } = await run(['up', '--instance', 'a b', '', '*'], {
      script: link,
    });
    assert.deepEqual(out.trimEnd().split('\n').slice(1), [
      `<${join(root, 'local/src/cli.ts')}>`,
      '<up>',
      '<--instance>',
      '<a b>',
      '<>',
      '<*>',
    ]);
  });

  it('says what to type when there is neither Node nor npm', async test => {
    const { run } = machine(test, undefined, false);
    const { code, out, err } = await run(['up']);
    assert.deepEqual([code, out], [1, '']);
    assert.match(
      err,
      /^✗ Payday needs Node 22 .* found neither\.\n {2}On Debian or Ubuntu: {2}sudo apt-get install/,
    );
  });

  it('asks before it installs npm as root, and says how to agree where nobody can be asked', async test => {
    const { run, add } = machine(test, undefined, false);
    add('id', '#!/bin/sh\necho 0\n');
    add('apt-get', '#!/bin/sh\nexit 9\n');
    const { code, err } = await run(['up']);
    assert.equal(code, 1);
    assert.match(
      err,
      /It would run: {2}apt-get install -y nodejs npm\n✗ Nobody can be asked/,
    );
    assert.match(err, /To agree: {9}\.\/payday up --yes/);
  });

  it('installs npm as root after --yes', async test => {
    const { run, add, cache, programs } = machine(test, undefined, false);
    add('id', '#!/bin/sh\necho 0\n');
    writeFileSync(join(cache, 'npm'), fakeNpm(cache));
    add(
      'apt-get',
      `#!/bin/sh\n[ "$1" = update ] || { cp "${cache}/npm" "${programs}/npm"; chmod +x "${programs}/npm"; }\n`,
    );
    assert.match(
      (await run(['up', '--yes'])).out,
      new RegExp(`^node ${pinned}\n`),
    );
  });

  it('leaves nothing half-installed behind, and goes on when the network is back', async test => {
    const { run, cache } = machine(test, '20.0.0');
    writeFileSync(
      join(cache, 'fail'),
      'npm error code ENOTFOUND\nnpm error network request failed\n',
    );
    const { code, err } = await run(['up']);
    assert.equal(code, 1);
    assert.match(
      err,
      /ENOTFOUND[^]*✗ Installing Node .* failed: a download did not get through\./,
    );
    assert.deepEqual(readdirSync(join(cache, 'node')), []);
    rmSync(join(cache, 'fail'));
    assert.equal((await run(['up'])).code, 0);
  });

  it('shows why npm could not install the packages', async test => {
    const { run, root, cache, npmCalls } = machine(test, '20.0.0');
    await run(['status']);
    writeFileSync(
      join(cache, 'fail'),
      'npm error nospc ENOSPC: no space left on device\n',
    );
    writeFileSync(join(root, 'local', 'package-lock.json'), '{"changed":true}');
    const { code, err } = await run(['status']);
    assert.equal(code, 1);
    assert.match(
      err,
      /✗ Installing the command line's packages failed: the disk is full\./,
    );
    assert.deepEqual(npmCalls(), ['install', 'ci', 'ci']);
  });

  it('replaces a broken Node in the cache', async test => {
    const { run, cache } = machine(test);
    mkdirSync(join(cache, 'node', `${pinned}-${platform}`, 'bin'), {
      recursive: true,
    });
    writeFileSync(
      join(cache, 'node', `${pinned}-${platform}`, 'bin', 'node'),
      'half',
    );
    assert.equal((await run(['status'])).code, 0);
  });

  it('takes over the lock of an install whose process is gone', async test => {
    const { run, root } = machine(test);
    const lock = join(root, '.payday', 'install.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), '999999999');
    assert.equal((await run(['status'])).code, 0);
    assert.equal(existsSync(lock), false);
  });

  it('installs once for two starts at the same time', async test => {
    const { run, root, npmCalls } = machine(test);
    await run(['status']);
    writeFileSync(join(root, 'local', 'package-lock.json'), '{"changed":true}');
    const results = await Promise.all([run(['status']), run(['status'])]);
    assert.deepEqual(
      results.map(({ code }) => code),
      [0, 0],
    );
    assert.deepEqual(npmCalls(), ['install', 'ci', 'ci']);
  });

  it('installs once for three starts that find the lock of a dead one', async test => {
    const { run, root, npmCalls } = machine(test);
    await run(['status']);
    writeFileSync(join(root, 'local', 'package-lock.json'), '{"changed":true}');
    const lock = join(root, '.payday', 'install.lock');
    mkdirSync(lock, { recursive: true });
    writeFileSync(join(lock, 'pid'), '999999999');
    const results = await Promise.all(
      Array.from({ length: 3 }, () => run(['status'])),
    );
    assert.deepEqual(
      results.map(({ code }) => code),
      [0, 0, 0],
    );
    assert.deepEqual(npmCalls(), ['install', 'ci', 'ci']);
    assert.deepEqual(readdirSync(join(root, '.payday')), []);
  });

  it('refuses a PAYDAY_NODE of another version', async test => {
    const { run, programs } = machine(test, '20.0.0');
    const { code, err } = await run(['status'], {
      env: { PAYDAY_NODE: join(programs, 'node') },
    });
    assert.equal(code, 1);
    assert.match(
      err,
      /^✗ PAYDAY_NODE .* is not a Node from 22\.18 on below 23\./,
    );
  });

  it('points compilers at the headers of the Node that runs', async test => {
    const { run, cache } = machine(test);
    writeFileSync(
      join(cache, 'pinned-node'),
      `#!/bin/sh\n[ "$1" = --version ] && echo v${pinned} || echo "$npm_config_nodedir"\n`,
    );
    const { out } = await run(['status'], {
      env: { npm_config_nodedir: '/wrong' },
    });
    assert.equal(out.trim(), join(cache, 'node', `${pinned}-${platform}`));
  });
});
