import { Redis } from 'ioredis';
import type { Logger } from 'pino';

/** A command that takes longer is not worth its answer: what we ask Redis for can be decided without it. */
const COMMAND_TIMEOUT_MS = 50;

/** Redis as a hint: it may be gone at any time. Commands then fail at once instead of queueing up. */
export class RedisConnection {
  readonly client: Redis;

  constructor(url: string, logger: Logger) {
    this.client = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      commandTimeout: COMMAND_TIMEOUT_MS,
      connectTimeout: 1_000,
      retryStrategy: attempt => Math.min(attempt * 100, 2_000),
    });
    // One line when it goes, not one for each attempt to get it back.
    let isGone = false;
    this.client.on('error', (error: Error) => {
      if (!isGone) logger.warn({ err: error }, 'redis is away');
      isGone = true;
    });
    this.client.on('ready', () => {
      if (isGone) logger.info('redis is back');
      isGone = false;
    });
  }

  /** True when it answers. */
  async answers(): Promise<boolean> {
    return this.client.ping().then(
      () => true,
      () => false,
    );
  }

  close(): void {
    this.client.disconnect();
  }
}
