/** A small process for the spec: one request that asks Postgres and Redis, logs, and leaves work for later. */
import { createServer } from 'node:http';
import { trace } from '@opentelemetry/api';
import { Redis } from 'ioredis';
import { Pool } from 'pg';
import pino from 'pino';
import { parseEnvironment, telemetrySettings } from '../configuration/index.ts';
import { loggerOptions } from './loggerOptions.ts';
import { telemetry } from './register.ts';
import { currentTraceparent, linkTo } from './traceContext.ts';

const settings = parseEnvironment(telemetrySettings, process.env);
const logger = pino(loggerOptions(settings), pino.destination({ sync: true }));
const database = new Pool({ connectionString: process.env.DATABASE_URL });
const redis = new Redis(process.env.REDIS_URL ?? '');
let traceparent: string | undefined;

const server = createServer((_, response) => {
  void (async () => {
    await database.query('SELECT 1');
    await redis.get('key');
    traceparent = currentTraceparent();
    logger.info('handled');
    response.end('ok');
  })();
});
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
const address = server.address();
await fetch(`http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`);

trace.getTracer('example').startActiveSpan('later', { links: linkTo(traceparent), root: true }, span => span.end());
const metrics = await fetch(`http://127.0.0.1:${settings.METRICS_PORT}/metrics`);
logger.info({ body: await metrics.text() }, 'metrics');

server.close();
redis.disconnect();
await database.end();
await telemetry.shutdown();
