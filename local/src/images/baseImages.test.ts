import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ensureBaseImage } from './baseImage.ts';
import { buildahCommand, makeStorage } from './buildah.ts';
import { buildMounts } from './buildMounts.ts';
import type { BaseImageName } from './imageDefinition.ts';
import { importImage } from './importImage.ts';
import { imageContext, onlyWithAll } from './testing/imageContext.ts';

/** Builds a base image and runs programs in it as its own user; returns what they print. */
async function printed(
  test: TestContext,
  name: BaseImageName,
  programs: string[][],
): Promise<string> {
  const context = imageContext(test);
  const image = await ensureBaseImage(name, context);
  const storage = await makeStorage(join(context.cache, 'run'), true);
  const reference = await importImage(image, storage, context);
  const buildah = (verb: string, ...args: string[]) =>
    context.run(buildahCommand(storage, verb, args));
  await buildah('from', '--pull-never', '--name', 'trial', reference);
  writeFileSync(context.logFile, '');
  for (const program of programs)
    await buildah('run', '--isolation', 'chroot', 'trial', '--', ...program);
  return readFileSync(context.logFile, 'utf8');
}

const ADDON = `
#include <node_api.h>
static napi_value init(napi_env env, napi_value exports) {
  napi_value answer;
  napi_create_int32(env, 42, &answer);
  return answer;
}
NAPI_MODULE(NODE_GYP_MODULE_NAME, init)
`;
const GYP = '{"targets": [{"target_name": "addon", "sources": ["addon.c"]}]}';
const MANIFEST = JSON.stringify({
  name: 'trial',
  version: '1.0.0',
  dependencies: { ms: '2.1.3' },
});
const CONTAINERFILE = `
ARG BASE
FROM \${BASE}
WORKDIR /app
COPY . .
RUN npm install --no-audit && node -e "const ms = require('ms'); console.log(ms('1s') + require('./build/Release/addon.node'))"
`;

describe('the base image', { skip: onlyWithAll }, () => {
  it('git runs git and shell scripts', async test => {
    const output = await printed(test, 'git', [
      ['git', '--version'],
      ['sh', '-c', 'git init -q /tmp/a && git -C /tmp/a status'],
      ['git', 'submodule', '-h'],
    ]).catch(error => error.tail as string);
    assert.match(output, /git version 2\./);
    assert.match(output, /No commits yet/);
    assert.match(output, /usage: git submodule/);
  });

  it('redis runs its server', async test => {
    const output = await printed(test, 'redis', [
      ['redis-server', '--version'],
      ['redis-cli', '--version'],
    ]);
    assert.match(output, /Redis server v=7\./);
  });

  it('postgres makes and starts a database as an ordinary user', async test => {
    const query =
      'set jit_above_cost = 0; select sum(n) from generate_series(1, 4) n';
    const output = await printed(test, 'postgres', [
      ['initdb', '--auth=trust', '--encoding=UTF8'],
      [
        'sh',
        '-c',
        `pg_ctl start --wait --options="-k /tmp -c listen_addresses=" >/dev/null &&
         psql -h /tmp -d postgres -tAc '${query}'; pg_ctl stop --mode=fast`,
      ],
    ]);
    assert.match(output, /^10$/m);
  });

  it('node runs as an ordinary user', async test => {
    const script = 'console.log(process.version, process.getuid())';
    const output = await printed(test, 'node', [['node', '-e', script]]);
    assert.match(output, /^v22\.\d+\.\d+ 65532$/m);
  });

  it('node-build installs from npm and compiles a native addon', async test => {
    const context = imageContext(test);
    const image = await ensureBaseImage('node-build', context);
    const storage = await makeStorage(join(context.cache, 'run'), true);
    const reference = await importImage(image, storage, context);
    const folder = join(context.instance.root, 'app');
    mkdirSync(folder);
    writeFileSync(join(folder, 'addon.c'), ADDON);
    writeFileSync(join(folder, 'binding.gyp'), GYP);
    writeFileSync(join(folder, 'package.json'), MANIFEST);
    const file = join(context.instance.root, 'Containerfile');
    writeFileSync(file, CONTAINERFILE);
    await context.run(
      buildahCommand(storage, 'bud', [
        ...['--isolation', 'chroot', '--pull-never'],
        ...(await buildMounts(join(context.instance.root, 'mounts'))),
        ...['--build-arg', `BASE=${reference}`],
        ...['--file', file, '--tag', 'localhost/trial:1', folder],
      ]),
    );
    assert.match(readFileSync(context.logFile, 'utf8'), /^1042$/m);
  });
});
