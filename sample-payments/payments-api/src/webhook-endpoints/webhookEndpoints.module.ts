import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.ts';
import { DeliveriesRepository } from './DeliveriesRepository.ts';
import { WebhookEndpointsController } from './webhookEndpoints.controller.ts';
import { WebhookEndpointsRepository } from './WebhookEndpointsRepository.ts';
import { WebhookEndpointsService } from './WebhookEndpointsService.ts';

@Module({
  imports: [IdempotencyModule],
  controllers: [WebhookEndpointsController],
  providers: [WebhookEndpointsService, WebhookEndpointsRepository, DeliveriesRepository],
  exports: [WebhookEndpointsService],
})
export class WebhookEndpointsModule {}
