#!/usr/bin/env node
/** Starts the simulator. HOST, PORT (8091), BASE_PATH (of its pages), WEBHOOK_SECRETS (JSON, by endpoint). */
import { buildServer } from './server.ts';
import { readSettings } from './settings.ts';

/** JSON lines with the same names as the other services'. */
const LOGGER = {
  base: { service: 'merchant-simulator' },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  formatters: { level: (label: string) => ({ level: label }) },
};

try {
  const { HOST, PORT, BASE_PATH, WEBHOOK_SECRETS } = readSettings(process.env);
  const server = buildServer({ secrets: WEBHOOK_SECRETS, basePath: BASE_PATH, logger: LOGGER });
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      server.log.info(`${signal}: closing.`);
      void server.close().then(() => process.exit(0));
    });
  }
  await server.listen({ host: HOST, port: PORT });
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
