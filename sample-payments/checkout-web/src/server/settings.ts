import { serverSettings, telemetrySettings } from '@payments/core/configuration';
import { z } from 'zod';

/** Everything the server of the pages reads from its environment. */
export const webSettings = z.object({
  ...serverSettings.shape,
  ...telemetrySettings.shape,
  OTEL_SERVICE_NAME: z.string().default('checkout-web'),
  /** For local use and tests: forwards /v1 to an API, as the gateway does in an environment. */
  API_URL: z.url({ protocol: /^https?$/ }).optional(),
});

export type WebSettings = z.output<typeof webSettings>;
