import { Global, Module, type DynamicModule } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { DataSource } from 'typeorm';
import { AcquirerClient } from '@payments/core/acquirer';
import { createDataSource } from '@payments/core/database';
import { loggerOptions } from '@payments/core/telemetry';
import { DeliveryQueue } from '../queue/DeliveryQueue.ts';
import type { WorkerSettings } from '../settings.ts';
import { LOGGER, SETTINGS } from './tokens.ts';

/** What the worker talks to: Postgres, Redis, the acquirer, its log. */
@Global()
@Module({})
export class PlatformModule {
  static with(settings: WorkerSettings): DynamicModule {
    const { DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize } = settings;
    const providers = [
      { provide: SETTINGS, useValue: settings },
      { provide: LOGGER, useFactory: () => pino(loggerOptions(settings)) },
      {
        provide: DataSource,
        useFactory: () =>
          createDataSource({ url, poolSize, role: 'app', applicationName: settings.OTEL_SERVICE_NAME }).initialize(),
      },
      {
        provide: AcquirerClient,
        useFactory: () => new AcquirerClient({ url: settings.ACQUIRER_URL, timeoutMs: settings.ACQUIRER_TIMEOUT_MS }),
      },
      { provide: DeliveryQueue, inject: [LOGGER], useFactory: (logger: Logger) => makeQueue(settings, logger) },
    ];
    return {
      module: PlatformModule,
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

function makeQueue(settings: WorkerSettings, logger: Logger): DeliveryQueue {
  return new DeliveryQueue({
    redisUrl: settings.REDIS_URL,
    prefix: settings.QUEUE_PREFIX,
    concurrency: settings.DELIVERY_CONCURRENCY,
    onReachable: reachable =>
      reachable ? logger.info('redis is back') : logger.warn('redis is away: deliveries go on from Postgres'),
  });
}
