import {
  acquirerSettings,
  databaseSettings,
  redisSettings,
  secretSettings,
  serverSettings,
  telemetrySettings,
  webhookSettings,
} from '@payments/core/configuration';
import { z } from 'zod';

const LOCAL_HOST = /^(localhost|.+\.localhost|127\.0\.0\.1|\[::1\])$/;

/** An origin. Cookies of plain http would travel in the clear, so it is for this machine only. */
const publicUrl = z
  .url({ protocol: /^https?$/ })
  .transform(text => new URL(text))
  .refine(url => url.pathname === '/' && !url.search && !url.hash && !url.username, 'must be an address without a path')
  .refine(url => url.protocol === 'https:' || LOCAL_HOST.test(url.hostname), 'must be https, except on localhost')
  .transform(url => url.origin);

/** Networks and single addresses, separated by commas. */
const networks = z
  .string()
  .transform(list => list.split(',').map(network => network.trim()))
  .transform(list => list.filter(network => network !== ''))
  .pipe(
    z.array(
      z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'must be networks such as 10.0.0.0/8, separated by commas'),
    ),
  );

/** Everything the API reads from the environment. */
export const apiSettings = z.object({
  ...databaseSettings.shape,
  ...redisSettings.shape,
  ...acquirerSettings.shape,
  ...secretSettings.shape,
  ...serverSettings.shape,
  ...telemetrySettings.shape,
  ...webhookSettings.shape,
  OTEL_SERVICE_NAME: z.string().default('payments-api'),
  /** Requests a second that one API key may make, over all processes; twice as many in a burst. */
  RATE_LIMIT_PER_SECOND: z.coerce.number().int().min(1).max(1_000_000).default(100),
  /** Requests of one API key that run at once in this process. */
  CONCURRENCY_PER_KEY: z.coerce.number().int().min(1).max(1_000_000).default(256),
  /** Where browsers reach the pages and this API, without a slash at the end. */
  PUBLIC_URL: publicUrl.default('http://localhost:8080'),
  /** Networks of the proxies in front of this process, such as `10.0.0.0/8`: their X-Forwarded-For is believed. */
  TRUSTED_PROXIES: networks.default([]),
  /**
   * `inline` asks the acquirer within the request. `deferred` answers `processing` after one transaction and leaves
   * the charge to the settlement worker: for an acquirer that is down or slow, and for measuring our own share.
   */
  CHARGES: z.enum(['inline', 'deferred']).default('inline'),
});

export type ApiSettings = z.output<typeof apiSettings>;
