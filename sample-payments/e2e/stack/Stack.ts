import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AcquirerProcess, freePort, ManagedProcess, PostgresServer, RedisServer } from '@payments/testing';
import type { Facts } from './facts.ts';
import { makeCertificate } from './makeCertificate.ts';
import { Receiver } from './Receiver.ts';
import { seedShop } from './seedShop.ts';

const DATABASE = 'payments_e2e';
const REGISTER = ['--import', '@payments/core/telemetry/register'];

const built = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** All servers of the product, as real processes on free ports of this machine. */
export class Stack {
  readonly facts: Facts;
  readonly #end: () => Promise<void>;

  private constructor(facts: Facts, end: () => Promise<void>) {
    this.facts = facts;
    this.#end = end;
  }

  /** Starts everything; what was started is stopped again when something does not start. */
  static async start(): Promise<Stack> {
    const endings: (() => unknown)[] = [];
    const end = async () => {
      for (const each of endings.splice(0).toReversed()) await each();
    };
    try {
      return new Stack(await startAll(endings), end);
    } catch (error) {
      await end();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#end();
  }
}

async function startAll(endings: (() => unknown)[]): Promise<Facts> {
  const folder = mkdtempSync(join(tmpdir(), 'payments-e2e-'));
  endings.push(() => rmSync(folder, { recursive: true, force: true }));
  const certificate = makeCertificate(folder);
  const [postgres, redis, acquirer, receiver] = await Promise.all([
    ended(PostgresServer.start(), each => each.dispose()),
    ended(RedisServer.start(), each => each.dispose()),
    ended(AcquirerProcess.start(), each => each.dispose()),
    ended(Receiver.start(certificate), each => each.stop()),
  ]);
  await postgres.createDatabase(DATABASE);
  const secrets = { apiKeyPepper: randomBytes(32), sealingKey: randomBytes(32) };
  const webhookUrl = `${receiver.url}/hooks`;
  const shop = await seedShop(postgres.url('payments_migrate', DATABASE), webhookUrl, acquirer.url, secrets);

  const [apiPort, workerPort, webPort] = [await freePort(), await freePort(), await freePort()];
  const webUrl = `http://127.0.0.1:${webPort}`;
  const shared = {
    HOST: '127.0.0.1',
    METRICS_PORT: 'off',
    LOG_LEVEL: 'warn',
    DRAIN_MS: '0',
    DATABASE_URL: postgres.url('payments_app', DATABASE),
    REDIS_URL: redis.url,
    ACQUIRER_URL: acquirer.url,
    ACQUIRER_TIMEOUT_MS: '4000',
    API_KEY_PEPPER: secrets.apiKeyPepper.toString('base64'),
    SEALING_KEY: secrets.sealingKey.toString('base64'),
    PUBLIC_URL: webUrl,
    API_URL: `http://127.0.0.1:${apiPort}`,
  };
  await Promise.all([
    startProcess('payments-api', apiPort, REGISTER),
    startProcess('settlement-worker', workerPort, [], {
      WEBHOOK_ALLOW_LOOPBACK: 'true',
      NODE_EXTRA_CA_CERTS: certificate.file,
      POLL_MAXIMUM_MS: '100',
    }),
  ]);
  await startProcess('checkout-web', webPort, REGISTER);
  return { webUrl, receiverUrl: receiver.url, webhookUrl, ...shop };

  async function ended<Started>(starting: Promise<Started>, end: (started: Started) => unknown): Promise<Started> {
    const started = await starting;
    endings.push(() => end(started));
    return started;
  }

  async function startProcess(name: string, port: number, flags: string[], more: Record<string, string> = {}) {
    const main = built(name === 'checkout-web' ? 'checkout-web/dist/server/main.js' : `${name}/dist/main.js`);
    const managed = new ManagedProcess({
      command: process.execPath,
      arguments: [...flags, main],
      environment: { ...shared, ...more, PORT: String(port) },
      logFile: join(folder, `${name}.log`),
      isReady: async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok,
      // Where everything else runs too, starting takes its time.
      readyWithinMs: 120_000,
    });
    endings.push(() => managed.stop());
    await managed.start();
  }
}
