import { mkdtemp, mkdir, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMockDirectory } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import { localTextProcessor } from './catalogLocalText';

/** Takes every temporary folder, so that nothing of a test stays. */
createMockDirectory({ mockOsTmpDir: true });

const cache = { get: async () => undefined, set: async () => {} };

function api(definition: unknown): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: { name: 'payments-api-v1' },
    spec: { type: 'openapi', definition } as Entity['spec'],
  };
}

async function processed(definition: unknown, type = 'file') {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'payday-')));
  const folder = join(root, 'repository');
  await mkdir(folder);
  await writeFile(join(folder, 'openapi.yaml'), 'openapi: 3.1.0\n');
  await writeFile(join(root, 'secret.yaml'), 'secret\n');
  const location = { type, target: join(folder, 'catalog-info.yaml') };
  const emit = jest.fn();
  const entity = await localTextProcessor.preProcessEntity!(
    api(definition),
    location,
    emit,
    location,
    cache,
  );
  return { definition: entity.spec?.definition, emit, folder };
}

describe('localTextProcessor', () => {
  it('puts the text of the neighbouring file in place', async () => {
    const result = await processed({ $text: './openapi.yaml' });
    expect(result.definition).toBe('openapi: 3.1.0\n');
    expect(result.emit).toHaveBeenCalledWith(
      expect.objectContaining({
        key: `file:${join(result.folder, 'openapi.yaml')}`,
      }),
    );
  });

  it('runs before the placeholder processor of the catalog', () => {
    expect(localTextProcessor.getPriority!()).toBeLessThan(20);
  });

  it.each([
    ['a plain definition', 'openapi: 3.1.0', 'file'],
    ['a URL', { $text: 'https://example.com/openapi.yaml' }, 'file'],
    ['a catalog file read from a URL', { $text: './openapi.yaml' }, 'url'],
  ])('leaves %s alone', async (_, definition, type) => {
    expect((await processed(definition, type)).definition).toEqual(definition);
  });

  it('refuses a file outside the folder', async () => {
    await expect(processed({ $text: '../secret.yaml' })).rejects.toThrow(
      /\.\.\/secret\.yaml is outside the folder/,
    );
  });

  it('names a file that is not there', async () => {
    await expect(processed({ $text: './gone.yaml' })).rejects.toThrow(
      /cannot read \.\/gone\.yaml/,
    );
  });
});
