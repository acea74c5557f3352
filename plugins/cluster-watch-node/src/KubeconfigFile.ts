import { readFile } from 'node:fs/promises';
import { toError } from '@backstage/errors';
import { parseKubeconfig, type ClusterAccess } from './parseKubeconfig';

/** What a kubeconfig file says at this moment. `reason` is one sentence. */
export type KubeconfigState =
  | { state: 'absent' }
  | { state: 'unusable'; reason: string }
  | { state: 'ready'; access: ClusterAccess };

/** A kubeconfig file that may appear, be replaced and go away while the portal runs. */
export class KubeconfigFile {
  constructor(private readonly path: string) {}

  /** Reads the file anew, which is small and local, so that a new token is used at once. Never rejects. */
  async read(): Promise<KubeconfigState> {
    try {
      const text = await readFile(this.path, 'utf8');
      return { state: 'ready', access: parseKubeconfig(text) };
    } catch (thrown) {
      const error = toError(thrown);
      if ('code' in error && error.code === 'ENOENT') {
        return { state: 'absent' };
      }
      return {
        state: 'unusable',
        reason: `The portal's kubeconfig cannot be used: ${error.message}`,
      };
    }
  }
}
