import { z } from 'zod';
import {
  acquirerSettings,
  databaseSettings,
  redisSettings,
  secretSettings,
  serverSettings,
  telemetrySettings,
  webhookSettings,
} from '@payments/core/configuration';

const count = z.coerce.number().int().min(1).max(1_000);
const milliseconds = z.coerce.number().int().min(1).max(600_000);

/** Everything the worker reads from its environment. */
export const workerSettings = z.object({
  ...databaseSettings.shape,
  ...redisSettings.shape,
  ...acquirerSettings.shape,
  ...secretSettings.pick({ SEALING_KEY: true }).shape,
  ...serverSettings.shape,
  ...telemetrySettings.shape,
  ...webhookSettings.shape,
  OTEL_SERVICE_NAME: z.string().default('settlement-worker'),
  /** Deliveries in flight in this process. */
  DELIVERY_CONCURRENCY: count.default(50),
  /** Of those, to one endpoint; one whose latest attempt failed gets one at a time. */
  ENDPOINT_CONCURRENCY: count.default(8),
  /** An endpoint that did not answer by then is tried again later. */
  WEBHOOK_TIMEOUT_MS: milliseconds.default(10_000),
  /** For local use and tests: also delivers to this machine, and there also by http. */
  WEBHOOK_ALLOW_LOOPBACK: z.stringbool().default(false),
  /** The longest pause between two looks at what is due, and so the longest delay when nothing else hints. */
  POLL_MAXIMUM_MS: milliseconds.default(250),
  /** How long work in flight may take to finish after a SIGTERM. Above the webhook's timeout. */
  FINISH_WITHIN_MS: milliseconds.default(15_000),
});

export type WorkerSettings = z.output<typeof workerSettings>;
