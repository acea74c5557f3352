import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Database } from './Database.ts';
import { RedisConnection } from './RedisConnection.ts';

/** Whether this process still wants traffic, and the end of what it holds open. */
@Injectable()
export class Lifecycle implements OnApplicationShutdown {
  #isDraining = false;

  constructor(
    private readonly database: Database,
    private readonly redis: RedisConnection,
  ) {}

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /** From now on readiness says no, and connections close after their answer. */
  startDraining(): void {
    this.#isDraining = true;
  }

  /** Nest calls this after the server finished its last request. */
  async onApplicationShutdown(): Promise<void> {
    this.redis.close();
    await this.database.close();
  }
}
