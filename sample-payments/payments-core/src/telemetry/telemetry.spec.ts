import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import pino from 'pino';
import { describe, expect, inject, it } from 'vitest';
import { freePort } from '@payments/testing';
import { makeApiKey } from '../api-keys/index.ts';
import { parseEnvironment, telemetrySettings } from '../configuration/index.ts';
import { newUuid } from '../identifiers/index.ts';
import { loggerOptions } from './loggerOptions.ts';

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Runs the example process with telemetry and gives its JSON lines. */
async function run(environment: Record<string, string>): Promise<Record<string, unknown>[]> {
  const child = spawn(process.execPath, ['--import', path('./register.ts'), path('./example.fixture.ts')], {
    env: { ...process.env, OTEL_SERVICE_NAME: 'example', ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output
    .split('\n')
    .filter(Boolean)
    .map(line => JSON.parse(line) as Record<string, unknown>);
}

describe('telemetry in a process of its own', () => {
  it('follows a request into the database and the logs, and counts it', async () => {
    const lines = await run({
      TRACES: 'stdout',
      METRICS_HOST: '127.0.0.1',
      METRICS_PORT: String(await freePort()),
      DATABASE_URL: `postgresql://postgres@127.0.0.1:${inject('postgresPort')}/postgres`,
      REDIS_URL: inject('redisUrl'),
    });
    const spans = lines.filter(line => line.kind === 'span');
    const server = spans.find(span => span.span_kind === 'server');
    const log = lines.find(line => line.msg === 'handled');
    expect(server).toMatchObject({ service: 'example', status: 'unset' });
    expect(log).toMatchObject({ trace_id: server?.trace_id, level: 'info' });
    const query = spans.find(span => String(span.name).startsWith('pg.query'));
    const command = spans.find(span => JSON.stringify(span.attributes).includes('redis'));
    expect(query).toMatchObject({ trace_id: server?.trace_id });
    expect(command).toMatchObject({ trace_id: server?.trace_id });
    const link = spans.find(span => span.name === 'later');
    expect(link).toMatchObject({ links: [{ trace_id: server?.trace_id }] });
    expect(link?.trace_id).not.toBe(server?.trace_id);
    expect(lines.find(line => line.msg === 'metrics')).toMatchObject({
      body: expect.stringContaining('http_server_'),
    });
  });
});

describe('loggerOptions', () => {
  const lines: string[] = [];
  const logger = pino(loggerOptions(parseEnvironment(telemetrySettings, {})), {
    write: line => void lines.push(line),
  });
  const { key } = makeApiKey({ id: newUuid(), live: false }, Buffer.alloc(32));

  it.each([
    ['a header', { req: { headers: { authorization: `Bearer ${key}` } } }, 'request', key],
    ['a message', {}, `key ${key}`, key],
    ['a field of any name', { deep: { odd: key } }, 'x', key],
    ['a card number in a message', {}, 'card 4111 1111 1111 1111', '4111 1111'],
    ['an error', { err: new Error(`no ${key}`) }, 'x', key],
  ])('keeps a secret out of %s', (_, fields, message, secret) => {
    logger.info(fields, message);
    expect(lines.at(-1)).not.toContain(secret);
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ level: 'info', service: 'payments' });
  });
});
