import { join } from 'node:path';
import { runNodeTests } from './nodeTests.ts';
import { sharedCluster } from './sharedInstance.ts';
import { notRun, type Suite } from './suite.ts';

/** The payment services, built from their repository and run in the shared instance's cluster by Argo CD. */
export const services: Suite = {
  name: 'services',
  title: 'the payment services run in the cluster, and a payment goes through',
  needsPlatform: true,
  cores: 2,
  async run(context) {
    if (sharedCluster() === 'none')
      return notRun('a cluster of its own needs root on Linux');
    return runNodeTests(
      context,
      join(context.root, 'local'),
      'src/live/services/*.live.ts',
      {
        env: { PAYDAY_INSTANCE: context.platform.name },
        oneAfterTheOther: true,
      },
    );
  },
};
