import { telemetrySettings } from '@payments/core/configuration';
import { syntheticSettings } from '@payments/core/merchants';
import { z } from 'zod';

const perSecond = z.coerce.number().min(0).max(50);

/** Everything the traffic reads from its environment. */
export const trafficSettings = z.object({
  ...telemetrySettings.shape,
  ...syntheticSettings.shape,
  /** The gateway, such as `http://traefik.traefik.svc`. */
  TARGET_URL: z.url({ protocol: /^https?$/ }),
  /** Host that the gateway routes by; that of TARGET_URL when not set. */
  TARGET_HOST: z.string().optional(),
  PAYMENTS_PER_SECOND: perSecond.default(1),
  /** Reads of payments and of the dashboard's first page, together. */
  READS_PER_SECOND: perSecond.default(4),
});
