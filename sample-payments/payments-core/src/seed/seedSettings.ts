import { z } from 'zod';
import { migrationSettings, secretSettings } from '../configuration/index.ts';

/** Everything `payments-seed` reads from its environment. */
export const seedSettings = z.object({
  ...migrationSettings.shape,
  ...secretSettings.shape,
  SEED: z.string().default('payday'),
  SEED_PAYMENTS: z.coerce.number().int().min(1).max(100_000).default(5_000),
  /** The moment the data reaches up to; the current hour when not set. */
  SEED_UNTIL: z.iso.datetime().optional(),
  /** Base of the merchants' endpoints, such as `http://merchant-simulator:8091/hooks`; not set, nobody is there. */
  SEED_WEBHOOK_URL: z
    .url({ protocol: /^https?$/ })
    .regex(/^[^?#@]+$/, 'must be an address without query, fragment or password')
    .transform(url => url.replace(/\/+$/, ''))
    .optional(),
  /** The acquirer simulator; not set, seeded payments cannot be captured or refunded. */
  SEED_ACQUIRER_URL: z.url({ protocol: /^https?$/ }).optional(),
});
