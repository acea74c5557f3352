import { mockServices } from '@backstage/backend-test-utils';
import type { KubeconfigState } from '@payday/plugin-cluster-watch-node';
import { KubeconfigClusterSupplier } from './KubeconfigClusterSupplier';

const ready = (token: string): KubeconfigState => ({
  state: 'ready',
  access: { url: 'https://127.0.0.1:7443', caData: 'Y2E=', token },
});

/** A supplier whose kubeconfig says these things, one after the other. */
function supplierOf(...states: KubeconfigState[]) {
  const logger = mockServices.logger.mock();
  const supplier = new KubeconfigClusterSupplier({
    kubeconfig: { read: async () => states.shift() ?? { state: 'absent' } },
    name: 'payday',
    logger,
  });
  return { supplier, logger };
}

describe('KubeconfigClusterSupplier', () => {
  it('asks the cluster as the portal’s service account, also for rollouts', async () => {
    const { supplier } = supplierOf(ready('first'));
    expect(await supplier.getClusters()).toEqual([
      {
        name: 'payday',
        url: 'https://127.0.0.1:7443',
        caData: 'Y2E=',
        authMetadata: {
          'kubernetes.io/auth-provider': 'serviceAccount',
          serviceAccountToken: 'first',
        },
        customResources: [
          { group: 'argoproj.io', apiVersion: 'v1alpha1', plural: 'rollouts' },
        ],
      },
    ]);
  });

  it('uses the token of the moment', async () => {
    const { supplier } = supplierOf(ready('first'), ready('second'));
    await supplier.getClusters();
    expect(await supplier.getClusters()).toMatchObject([
      { authMetadata: { serviceAccountToken: 'second' } },
    ]);
  });

  it('has no cluster while the kubeconfig is absent, which is nothing to log', async () => {
    const { supplier, logger } = supplierOf({ state: 'absent' });
    expect(await supplier.getClusters()).toEqual([]);
    expect(logger.warn).not.toHaveBeenCalled();
  });

  it('logs once that a kubeconfig cannot be used, and again after it could', async () => {
    const broken: KubeconfigState = { state: 'unusable', reason: 'No YAML.' };
    const { supplier, logger } = supplierOf(broken, broken, ready('t'), broken);
    for (let call = 0; call < 4; call++) await supplier.getClusters();
    expect(logger.warn.mock.calls).toEqual([['No YAML.'], ['No YAML.']]);
  });
});
