import { z } from 'zod';
import { endpointName, jsonText } from './deliverySchema.ts';

const secret = z.string().regex(/^whsec_[0-9A-Za-z+/]+={0,2}$/, 'must start with whsec_');

/** Everything the simulator reads from its environment. */
export const merchantSettings = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8091),
  /** What comes before the paths of the pages behind a gateway, such as `/merchant`. */
  BASE_PATH: z
    .string()
    .regex(/^(\/[a-z0-9-]+)*$/, 'must be like /merchant, without a slash at the end')
    .default(''),
  /** Signing secrets by endpoint, as a JSON object. Deliveries to others are neither right nor wrong. */
  WEBHOOK_SECRETS: jsonText(z.record(endpointName, secret)).default({}),
});

/**
 * Reads the settings. An empty variable counts as not set, as charts write it that way.
 * @throws Error that says what is wrong, never repeating a value, which may be a secret
 */
export function readSettings(environment: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = merchantSettings.safeParse(given);
  if (result.success) return result.data;
  throw new Error(result.error.issues.map(({ path, message }) => `${String(path[0])}: ${message}`).join('\n'));
}
