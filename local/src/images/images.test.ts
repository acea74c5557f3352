import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { findProgram } from '../system/programs.ts';
import { toolProgram } from '../tools/toolPaths.ts';
import { ensureBaseImage, findBaseImage } from './baseImage.ts';
import { buildahCommand, makeStorage } from './buildah.ts';
import { imageFolders } from './imageContext.ts';
import { pruneImages } from './imagePrune.ts';
import { ImageStore } from './ImageStore.ts';
import { PAUSE_IMAGE, ensurePauseArchive, pauseArchive } from './pauseImage.ts';
import { pushImage } from './pushImage.ts';
import { cannotBuild, imageContext } from './testing/imageContext.ts';
import { startTestRegistry } from './testing/testRegistry.ts';
import { findToolImage, packTool, type ToolImage } from './toolImage.ts';

const skip =
  cannotBuild ||
  (['cc', 'perl', 'docker-registry'].some(name => !findProgram(name)) &&
    'a C compiler, Perl or docker-registry is not installed');

/** A static program in the cache's parent folder, packed on `static`. */
function toolOf(folder: string): ToolImage {
  const source = join(folder, 'hello.c');
  const program = join(folder, 'hello');
  writeFileSync(
    source,
    '#include <stdio.h>\nint main(int n, char **a) { puts(a[0]); return 0; }\n',
  );
  execFileSync('cc', ['-static', '-o', program, source]);
  return {
    name: 'hello',
    base: 'static',
    binaries: [{ from: program, to: '/usr/local/bin/hello', links: ['bye'] }],
    entrypoint: ['/usr/local/bin/hello'],
  };
}

/** Pulls an image by its digest into a fresh storage and runs a program in it. */
async function runPulled(
  test: TestContext,
  reference: string,
  credentials: string,
  program: string,
): Promise<string> {
  const context = imageContext(test);
  const storage = await makeStorage(join(context.cache, 'pull'), false);
  const authFile = join(storage.folder, 'auth.json');
  const auth = Buffer.from(credentials).toString('base64');
  const [host] = reference.split('/');
  writeFileSync(authFile, JSON.stringify({ auths: { [host]: { auth } } }));
  const options = ['--tls-verify=false', '--authfile', authFile, '--quiet'];
  const buildah = (verb: string, ...args: string[]) =>
    context.run(buildahCommand(storage, verb, args));
  await buildah('from', ...options, '--name', 'pulled', reference);
  writeFileSync(context.logFile, '');
  await buildah('run', '--isolation', 'chroot', 'pulled', '--', program);
  return readFileSync(context.logFile, 'utf8').trim();
}

/** Mounts below a folder; the kernel writes spaces as `\\040`. */
const mountsBelow = (folder: string) =>
  readFileSync('/proc/self/mounts', 'utf8')
    .replaceAll('\\040', ' ')
    .split('\n')
    .filter(line => line.includes(folder));

describe('an image', { skip }, () => {
  it('is built, pushed once, pulled by digest and the same when built again', async test => {
    const context = imageContext(test);
    const registry = await startTestRegistry(test);
    const tool = toolOf(context.instance.root);
    assert.equal(await findToolImage(tool, context.cache), undefined);
    const base = await ensureBaseImage('static', context);
    const image = await packTool(tool, context);
    assert.deepEqual(await findToolImage(tool, context.cache), image);
    assert.equal(image.base, 'static');

    assert.equal(await pushImage(image, registry, context), image.digest);
    const { username, password } = registry.credentials;
    const repository = `${registry.address}/platform/hello`;
    const output = await runPulled(
      test,
      `${repository}@${image.digest}`,
      `${username}:${password}`,
      'bye',
    );
    assert.equal(output, '/usr/local/bin/bye');

    const pushes = () =>
      context.reports.filter(line => line.startsWith('Pushing')).length;
    assert.equal(pushes(), 1);
    await pushImage(image, registry, context);
    assert.equal(pushes(), 1, 'nothing is sent that is there already');
    await assert.rejects(
      pushImage(
        image,
        { ...registry, credentials: { username, password: 'wrong' } },
        context,
      ),
      /refused the password/,
    );

    await pruneImages([], context);
    assert.equal(await findBaseImage('static', context.cache), undefined);
    assert.equal(
      (await ensureBaseImage('static', context)).digest,
      base.digest,
    );
    assert.equal((await packTool(tool, context)).digest, image.digest);
    assert.deepEqual(mountsBelow(context.instance.root), []);
    assert.deepEqual(mountsBelow('/var/lib/containers'), []);
  });

  it('that is damaged in the cache is found when pushed, and built anew', async test => {
    const context = imageContext(test);
    const registry = await startTestRegistry(test);
    const tool = { ...toolOf(context.instance.root), base: 'scratch' as const };
    const image = await packTool(tool, context);
    const store = new ImageStore(context.cache);
    const [layer] = store.manifest(image).layers;
    writeFileSync(store.blobPath(layer.digest), Buffer.alloc(layer.size));
    await assert.rejects(pushImage(image, registry, context), /is damaged/);
    const again = await packTool(tool, context);
    assert.equal(again.digest, image.digest);
    assert.equal(await pushImage(again, registry, context), image.digest);
  });

  it('stays as it is when its updates cannot be looked for', async test => {
    const context = imageContext(test);
    const image = await ensureBaseImage('static', context);
    const { apt, resolved } = imageFolders(context.cache);
    const file = join(resolved, 'static.json');
    const stale = JSON.parse(readFileSync(file, 'utf8'));
    writeFileSync(file, JSON.stringify({ ...stale, resolvedAt: 0 }));
    rmSync(join(apt, 'lists'), { recursive: true });
    assert.deepEqual(await ensureBaseImage('static', context), image);
  });

  it('of the pause program is a file that containerd imports by its name', async test => {
    const context = imageContext(test);
    const program = toolProgram(context, 'pause', 'pause');
    mkdirSync(dirname(program), { recursive: true });
    writeFileSync(program, 'any program');
    await ensurePauseArchive(context);
    const archive = pauseArchive(context.cache);
    const index = execFileSync('tar', ['-xOf', archive, 'index.json'], {
      encoding: 'utf8',
    });
    assert.equal(
      JSON.parse(index).manifests[0].annotations['io.containerd.image.name'],
      PAUSE_IMAGE,
    );
    const names = execFileSync('tar', ['-tf', archive], { encoding: 'utf8' });
    assert.equal(names.match(/^blobs\/sha256\/[0-9a-f]{64}$/gm)?.length, 3);
  });
});
