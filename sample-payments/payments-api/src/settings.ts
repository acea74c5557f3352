import {
  acquirerSettings,
  databaseSettings,
  redisSettings,
  secretSettings,
  serverSettings,
  telemetrySettings,
} from '@payments/core/configuration';
import { z } from 'zod';

/** Everything the API reads from the environment. */
export const apiSettings = z.object({
  ...databaseSettings.shape,
  ...redisSettings.shape,
  ...acquirerSettings.shape,
  ...secretSettings.shape,
  ...serverSettings.shape,
  ...telemetrySettings.shape,
  OTEL_SERVICE_NAME: z.string().default('payments-api'),
  /** Requests a second that one API key may make, over all processes; twice as many in a burst. */
  RATE_LIMIT_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(100),
  /**
   * `inline` asks the acquirer within the request. `deferred` answers `processing` after one transaction and leaves
   * the charge to the settlement worker: for an acquirer that is down or slow, and for measuring our own share.
   */
  CHARGES: z.enum(['inline', 'deferred']).default('inline'),
});

export type ApiSettings = z.output<typeof apiSettings>;
