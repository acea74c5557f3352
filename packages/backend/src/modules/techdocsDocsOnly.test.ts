import {
  access,
  appendFile,
  mkdir,
  mkdtemp,
  readdir,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { DocsOnlyPreparer } from './techdocsDocsOnly';

const portal: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payday-portal' },
};

/** Takes every temporary folder, so that nothing of a test stays. */
createMockDirectory({ mockOsTmpDir: true });

async function repository() {
  const folder = await mkdtemp(join(tmpdir(), 'payday-docs-'));
  await mkdir(join(folder, 'docs/guides'), { recursive: true });
  await mkdir(join(folder, 'node_modules/left'), { recursive: true });
  await writeFile(join(folder, 'mkdocs.yml'), 'site_name: Payday\n');
  await writeFile(join(folder, 'docs/guides/start.md'), '# Start\n');
  const preparer = new DocsOnlyPreparer({
    prepare: async () => ({ preparedDir: folder, etag: '' }),
  });
  return { folder, preparer };
}

describe('DocsOnlyPreparer', () => {
  it('hands out a copy of mkdocs.yml and docs, and nothing else', async () => {
    const { folder, preparer } = await repository();
    const { preparedDir } = await preparer.prepare(portal);
    expect(preparedDir).not.toBe(folder);
    expect((await readdir(preparedDir)).sort()).toEqual(['docs', 'mkdocs.yml']);
    await expect(
      access(join(preparedDir, 'docs/guides/start.md')),
    ).resolves.toBeUndefined();
    expect(preparer.shouldCleanPreparedDirectory()).toBe(true);
  });

  it('does not build again what has not changed', async () => {
    const { preparer } = await repository();
    const { etag } = await preparer.prepare(portal);
    await expect(preparer.prepare(portal, { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
  });

  it('builds again when a page changed', async () => {
    const { folder, preparer } = await repository();
    const { etag } = await preparer.prepare(portal);
    await appendFile(join(folder, 'docs/guides/start.md'), 'More.\n');
    const again = await preparer.prepare(portal, { etag });
    expect(again.etag).not.toBe(etag);
  });

  it('leaves a downloaded tree as it is', async () => {
    const tree = { preparedDir: '/downloaded', etag: 'abc' };
    const preparer = new DocsOnlyPreparer({ prepare: async () => tree });
    await expect(preparer.prepare(portal)).resolves.toEqual(tree);
  });
});
