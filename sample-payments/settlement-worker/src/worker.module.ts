import { Module, type DynamicModule } from '@nestjs/common';
import { HealthController } from './health/health.controller.ts';
import { WorkerMetrics } from './health/WorkerMetrics.ts';
import { PlatformModule } from './platform/platform.module.ts';
import { SettlementWorker } from './SettlementWorker.ts';
import type { WorkerSettings } from './settings.ts';

/** The worker and its two probes. */
@Module({})
export class WorkerModule {
  static with(settings: WorkerSettings): DynamicModule {
    return {
      module: WorkerModule,
      imports: [PlatformModule.with(settings)],
      controllers: [HealthController],
      providers: [WorkerMetrics, SettlementWorker],
    };
  }
}
