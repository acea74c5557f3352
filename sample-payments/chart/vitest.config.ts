import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Renders the chart with the `helm` on PATH, or the one that HELM names. */
export default defineConfig({
  // Named, because the search for one that includes the specs would leave the repository.
  tsconfig: fileURLToPath(new URL('../tsconfig.base.json', import.meta.url)),
  root: fileURLToPath(new URL('.', import.meta.url)),
  cacheDir: fileURLToPath(new URL('../node_modules/.vite-chart', import.meta.url)),
  test: { include: ['tests/**/*.spec.ts'], pool: 'forks', maxWorkers: 2, testTimeout: 30_000, hookTimeout: 60_000 },
});
