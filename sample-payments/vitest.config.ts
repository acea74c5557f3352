import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Specs run from the sources of all workspaces, so no build is needed before a test. Vite's own transformer reads the
 * decorator options of the tsconfig and emits their metadata, so no plugin is needed either.
 */
export default defineConfig({
  // Named, because the search for one that includes specs would leave this folder.
  tsconfig: `${here}tsconfig.base.json`,
  resolve: {
    alias: [
      { find: /^@payments\/core\/telemetry\/register$/, replacement: `${here}payments-core/src/telemetry/register.ts` },
      { find: /^@payments\/core\/([a-z-]+)$/, replacement: `${here}payments-core/src/$1/index.ts` },
      { find: /^@payments\/testing\/database$/, replacement: `${here}testing/src/testDatabase.ts` },
      { find: /^@payments\/testing$/, replacement: `${here}testing/src/index.ts` },
    ],
  },
  test: {
    include: ['**/src/**/*.spec.ts'],
    globalSetup: ['testing/src/globalSetup.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 15_000,
    hookTimeout: 30_000,
  },
});
