import { defineConfig } from '@playwright/test';
import { chromium } from './stack/chromium.ts';

export default defineConfig({
  testDir: './journeys',
  testMatch: '**/*.journey.ts',
  outputDir: './dist/results',
  globalSetup: './stack/setup.ts',
  // One browser beside Postgres, Redis and five services is enough for a small machine.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
  use: {
    trace: 'retain-on-failure',
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    viewport: { width: 1280, height: 860 },
    launchOptions: { executablePath: chromium(), args: ['--no-sandbox', '--disable-gpu'] },
  },
});
