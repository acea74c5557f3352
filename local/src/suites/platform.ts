import { join } from 'node:path';
import { findProgram } from '../system/programs.ts';
import { howToInstall, installDebianPackages } from './debianPackages.ts';
import { runNodeTests } from './nodeTests.ts';
import { sharedCluster } from './sharedInstance.ts';
import { combine, notRun, type Suite } from './suite.ts';

/** The instance that is broken on purpose, beside the shared one. */
const SECOND = { name: 'test-second', portOffset: 400 };

/** The embedded cluster and what runs on it, asked as people and programs outside of Payday would. */
export const platform: Suite = {
  name: 'platform',
  title: 'the cluster does what a Kubernetes does, and survives what happens',
  needsPlatform: true,
  cores: 2,
  async run(context) {
    if (sharedCluster() === 'none')
      return notRun('a cluster of its own needs root on Linux');
    const hasBusyBox =
      findProgram('busybox') ??
      (await installDebianPackages(context, ['busybox-static']));
    if (!hasBusyBox)
      return notRun(
        `BusyBox is not installed; ${howToInstall(context, [
          'busybox-static',
        ])}`,
      );
    const local = join(context.root, 'local');
    const env = {
      PAYDAY_INSTANCE: context.platform.name,
      PAYDAY_SECOND_INSTANCE: SECOND.name,
      PAYDAY_SECOND_PORT_OFFSET: String(SECOND.portOffset),
    };
    const options = { env, oneAfterTheOther: true };
    return combine([
      await runNodeTests(context, local, 'src/live/*.live.ts', options),
      await runNodeTests(context, local, 'src/live/*.faults.ts', options),
    ]);
  },
};
