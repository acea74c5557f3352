import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AcquirerClient } from '@payments/core/acquirer';
import { createDataSource } from '@payments/core/database';
import type { Logger } from 'pino';
import type { ApiSettings } from '../settings.ts';
import { Database } from './Database.ts';
import { Lifecycle } from './Lifecycle.ts';
import { RedisConnection } from './RedisConnection.ts';
import { LOGGER, SETTINGS } from './tokens.ts';

/** What every feature may ask for: settings, database, Redis, the acquirer, the log. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: ApiSettings, logger: Logger): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: SETTINGS, useValue: settings },
        { provide: LOGGER, useValue: logger },
        { provide: Database, useFactory: () => openDatabase(settings) },
        { provide: RedisConnection, useFactory: () => new RedisConnection(settings.REDIS_URL, logger) },
        { provide: AcquirerClient, useFactory: () => acquirerOf(settings) },
        Lifecycle,
      ],
      exports: [SETTINGS, LOGGER, Database, RedisConnection, AcquirerClient, Lifecycle],
    };
  }
}

/** Start-up fails without a database: an orchestrator tries again, and nobody is sent here meanwhile. */
async function openDatabase(settings: ApiSettings): Promise<Database> {
  const source = createDataSource({
    url: settings.DATABASE_URL,
    role: 'app',
    poolSize: settings.DATABASE_POOL_SIZE,
    applicationName: settings.OTEL_SERVICE_NAME,
  });
  return new Database(await source.initialize());
}

function acquirerOf(settings: ApiSettings): AcquirerClient {
  return new AcquirerClient({ url: settings.ACQUIRER_URL, timeoutMs: settings.ACQUIRER_TIMEOUT_MS });
}
