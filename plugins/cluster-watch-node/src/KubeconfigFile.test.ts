import { rename } from 'node:fs/promises';
import { createMockDirectory } from '@backstage/backend-test-utils';
import { KubeconfigFile } from './KubeconfigFile';

const kubeconfig = (token: string) =>
  JSON.stringify({
    'current-context': 'payday',
    contexts: [
      { name: 'payday', context: { cluster: 'payday', user: 'portal' } },
    ],
    clusters: [
      { name: 'payday', cluster: { server: 'https://127.0.0.1:7443' } },
    ],
    users: [{ name: 'portal', user: { token } }],
  });

describe('KubeconfigFile', () => {
  const folder = createMockDirectory();
  const file = new KubeconfigFile(folder.resolve('kubeconfig'));
  beforeEach(() => folder.clear());

  it('is absent until the file is there', async () => {
    expect(await file.read()).toEqual({ state: 'absent' });
    folder.addContent({ kubeconfig: kubeconfig('first') });
    expect(await file.read()).toMatchObject({ access: { token: 'first' } });
  });

  it('gives the new token as soon as the file was replaced', async () => {
    folder.addContent({ kubeconfig: kubeconfig('first') });
    await file.read();
    folder.addContent({ next: kubeconfig('second') });
    await rename(folder.resolve('next'), folder.resolve('kubeconfig'));
    expect(await file.read()).toMatchObject({ access: { token: 'second' } });
  });

  it.each([
    ['half a file', { kubeconfig: kubeconfig('first').slice(0, 90) }],
    ['a folder', { kubeconfig: { inside: '' } }],
  ])('says that %s cannot be used', async (_, content) => {
    folder.addContent(content);
    expect(await file.read()).toMatchObject({
      state: 'unusable',
      reason: expect.stringContaining("The portal's kubeconfig"),
    });
  });
});
