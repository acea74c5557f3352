import { defineConfig } from '@playwright/test';
import { portalUrl } from './portal';

/** Debian's Chromium, unless PAYDAY_CHROMIUM names another. */
const executablePath = process.env.PAYDAY_CHROMIUM ?? '/usr/bin/chromium';

export default defineConfig({
  testDir: './journeys',
  outputDir: './results/traces',
  fullyParallel: true,
  workers: 2,
  retries: 1,
  timeout: 60_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json', { outputFile: './results/results.json' }]],
  use: {
    baseURL: portalUrl,
    trace: 'on-first-retry',
    locale: 'en-GB',
    launchOptions: {
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
