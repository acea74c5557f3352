import { join } from 'node:path';
import { runJest } from './jestTests.ts';
import { runNodeTests } from './nodeTests.ts';
import { combine, type Suite } from './suite.ts';

/** Files that other suites run: they need what a unit test does not. */
const OTHER_SUITES = ['\\.state\\.test\\.', 'catalog\\.test\\.'];

/** Tests that need neither a database nor a running portal. */
export const unit: Suite = {
  name: 'unit',
  title: 'unit tests of every package, the launcher and the benchmarks',
  needsPlatform: false,
  cores: 2,
  async run(context) {
    return combine([
      await runNodeTests(
        context,
        join(context.root, 'local'),
        'src/**/*.test.ts',
      ),
      await runNodeTests(
        context,
        join(context.root, 'bench'),
        'src/**/*.test.ts',
      ),
      await runJest(context, {
        except: ['/node_modules/', ...OTHER_SUITES],
        workers: 2,
      }),
    ]);
  },
};
