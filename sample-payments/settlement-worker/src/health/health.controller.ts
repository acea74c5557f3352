import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';
import { DeliveryQueue } from '../queue/DeliveryQueue.ts';
import { SettlementWorker } from '../SettlementWorker.ts';

/** What an orchestrator asks. Neither probe asks Postgres: when it is away, restarting workers helps nobody. */
@Controller('health')
export class HealthController {
  constructor(
    @Inject(SettlementWorker) private readonly worker: SettlementWorker,
    @Inject(DeliveryQueue) private readonly queue: DeliveryQueue,
  ) {}

  /** The event loop turns. */
  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'ok' };
  }

  /** The worker takes work. Without Redis it is slower, not unable. */
  @Get('ready')
  @HttpCode(200)
  ready(): { status: string; redis: string } {
    if (!this.worker.isWorking) throw new ServiceUnavailableException({ status: 'draining' });
    const redis = this.queue.isReachable ? 'ok' : 'away';
    return { status: redis === 'ok' ? 'ok' : 'degraded', redis };
  }
}
