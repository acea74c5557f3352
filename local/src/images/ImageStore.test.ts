import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { temporaryFolder } from '../testing/temporaryInstance.ts';
import { ImageStore } from './ImageStore.ts';

/** Writes an OCI layout whose image has these layers. */
function layoutOf(folder: string, layers: string[]): string {
  const blobs = join(folder, 'blobs', 'sha256');
  mkdirSync(blobs, { recursive: true });
  const put = (mediaType: string, text: string) => {
    const hash = createHash('sha256').update(text).digest('hex');
    writeFileSync(join(blobs, hash), text);
    return { mediaType, digest: `sha256:${hash}`, size: text.length };
  };
  const manifest = {
    mediaType: 'manifest',
    config: put('config', layers.join()),
    layers: layers.map(layer => put('layer', layer)),
  };
  const index = { manifests: [put('manifest', JSON.stringify(manifest))] };
  writeFileSync(join(folder, 'index.json'), JSON.stringify(index));
  return folder;
}

describe('the image store', () => {
  const hashes = ['1', '2'].map(digit => digit.repeat(32));

  async function twoImages(cache: string) {
    const store = new ImageStore(cache);
    const add = (index: number, name: string, layers: string[]) =>
      store.add(layoutOf(join(cache, name), layers), {
        name,
        hash: hashes[index],
      });
    const git = await add(0, 'git', ['base']);
    const argoCd = await add(1, 'argo-cd', ['base', 'argocd']);
    return { store, git, argoCd };
  }

  it('finds images by their hash and lists them by name', async test => {
    const { store, git, argoCd } = await twoImages(temporaryFolder(test));
    assert.deepEqual(store.find(hashes[0]), git);
    assert.deepEqual(await store.list(), [argoCd, git]);
    assert.equal(argoCd.bytes, 'base'.length + 'argocd'.length);
  });

  it('does not count an image that lacks a layer', async test => {
    const { store, git, argoCd } = await twoImages(temporaryFolder(test));
    const { layers } = store.manifest(argoCd);
    writeFileSync(store.blobPath(layers[1].digest), 'short');
    assert.equal(store.find(argoCd.hash), undefined);
    rmSync(store.blobPath(git.digest));
    assert.equal(store.find(git.hash), undefined);
  });

  it('keeps the layers that a kept image shares when it is pruned', async test => {
    const { store, git, argoCd } = await twoImages(temporaryFolder(test));
    const shared = store.blobs(git)[2];
    const freed = await store.prune([git.hash]);
    assert.ok(freed > 0);
    assert.deepEqual(await store.list(), [git]);
    assert.ok(store.blobs(git).includes(shared));
    assert.equal(store.find(argoCd.hash), undefined);
    assert.equal(await store.prune([git.hash]), 0);
  });

  it('is empty before the first build', async test => {
    const store = new ImageStore(temporaryFolder(test));
    assert.deepEqual(await store.list(), []);
    assert.equal(await store.prune([]), 0);
  });
});
