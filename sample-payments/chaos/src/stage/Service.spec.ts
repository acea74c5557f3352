import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { Service } from './Service.ts';

const folder = mkdtempSync(join(tmpdir(), 'payments-service-'));
const services: Service[] = [];
afterEach(() => Promise.all(services.splice(0).map(service => service.dispose())));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function start(script: string): Promise<Service> {
  const service = new Service({
    name: 'spec',
    url: 'http://127.0.0.1',
    command: process.execPath,
    arguments: ['-e', script],
    logFile: join(folder, 'spec.log'),
    isReady: async () => true,
  });
  services.push(service);
  await service.start();
  return service;
}

describe('a service', () => {
  it('that ends by itself has fallen, and is brought back', async () => {
    const service = await start('setTimeout(() => process.exit(1), 200)');
    expect(service.hasFallen).toBe(false);
    await vi.waitUntil(() => service.hasFallen, 10_000);
    await service.untilUp();
    expect(service.hasFallen).toBe(false);
  });

  it('that is felled has not fallen by itself, and is brought back', async () => {
    const service = await start('setInterval(() => {}, 1_000)');
    await service.fell('SIGKILL');
    expect(service.hasFallen).toBe(false);
    await service.untilUp();
    expect(service.hasFallen).toBe(false);
  });

  it('tells the exit code of one that ends as asked', async () => {
    const service = await start(
      `process.on('SIGTERM', () => process.exit(0)); setInterval(() => {}, 1_000); console.log('up')`,
    );
    await vi.waitUntil(() => service.log.includes('up'), 10_000);
    expect(await service.fell('SIGTERM')).toBe(0);
  });
});
