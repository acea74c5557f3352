import { z } from 'zod';
import { hostAndPort } from '../webhooks/allowedHosts.ts';

const port = z.coerce.number().int().min(0).max(65_535);
const milliseconds = z.coerce.number().int().min(1).max(600_000);

/** Exactly 32 bytes in base64, as `openssl rand -base64 32` prints. */
const key32 = z
  .string()
  .transform(text => Buffer.from(text, 'base64'))
  .refine(bytes => bytes.length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)');

const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, 'must start with postgresql://');

/** The database as the services use it. */
export const databaseSettings = z.object({
  DATABASE_URL: postgresUrl,
  /** Connections of this process. The sum over all pods stays below Postgres' `max_connections`. */
  DATABASE_POOL_SIZE: z.coerce.number().int().min(1).max(100).default(10),
});

/** The database as its owner, for `payments-migrate` and `payments-seed`. */
export const migrationSettings = z.object({
  DATABASE_MIGRATE_URL: postgresUrl,
  /** Set on the roles when given, so that a chart's own Postgres can be used at once. */
  DATABASE_APP_PASSWORD: z.string().min(16).optional(),
  DATABASE_READ_ONLY_PASSWORD: z.string().min(16).optional(),
});

/** Redis: queues and rate limits. Losing it costs time, never an event. */
export const redisSettings = z.object({
  REDIS_URL: z.string().regex(/^rediss?:\/\//, 'must start with redis://'),
  /** Also in the scaler's trigger, `bull:<queue>:wait`. */
  QUEUE_PREFIX: z.string().default('bull'),
});

export const acquirerSettings = z.object({
  ACQUIRER_URL: z.url(),
  ACQUIRER_TIMEOUT_MS: milliseconds.default(5_000),
});

export const secretSettings = z.object({
  /** Pepper of the API keys' HMAC. Changing it makes all keys invalid. */
  API_KEY_PEPPER: key32,
  /** Seals webhook secrets and stored answers that show a secret. Changing it makes them unreadable. */
  SEALING_KEY: key32,
});

/** A host with its port, in the one way that URLs write it; no pattern. */
const exactHost = z
  .string()
  .refine(
    text => !text.includes('*') && URL.canParse(`http://${text}`) && hostAndPort(new URL(`http://${text}`)) === text,
    'must be host:port pairs, separated by commas',
  );

/** Where events may go although it is no public https address. */
export const webhookSettings = z.object({
  /** Such as `merchant-simulator:8091`: reached at private addresses and by http too. For test environments. */
  WEBHOOK_ALLOWED_HOSTS: z
    .string()
    .transform(list => list.split(',').map(host => host.trim().toLowerCase()))
    .pipe(z.array(exactHost))
    .default([]),
});

/** What a process tells about itself. */
export const telemetrySettings = z.object({
  OTEL_SERVICE_NAME: z.string().default('payments'),
  SERVICE_VERSION: z.string().default('development'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
  METRICS_HOST: z.string().default('0.0.0.0'),
  /** Where Prometheus scrapes; `off` for none. */
  METRICS_PORT: z.union([z.literal('off'), port]).default(9464),
  /** `stdout` writes each span as a JSON line; `otlp` sends to OTEL_EXPORTER_OTLP_ENDPOINT. */
  TRACES: z.enum(['off', 'stdout', 'otlp']).default('off'),
  /** Share of traces kept when the caller did not decide, 0–1. */
  TRACES_RATIO: z.coerce.number().min(0).max(1).default(1),
});

export type TelemetrySettings = z.output<typeof telemetrySettings>;

/** Where a service listens, and how long it drains. */
export const serverSettings = z.object({
  HOST: z.string().default('0.0.0.0'),
  PORT: port.default(8080),
  /** Readiness is off for this long before the server stops accepting, so that load balancers notice. */
  DRAIN_MS: z.coerce.number().int().min(0).max(120_000).default(5_000),
});
