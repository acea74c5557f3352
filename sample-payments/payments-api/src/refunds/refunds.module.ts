import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.ts';
import { RefundsController } from './refunds.controller.ts';
import { RefundsRepository } from './RefundsRepository.ts';
import { RefundsService } from './RefundsService.ts';

@Module({
  imports: [IdempotencyModule],
  controllers: [RefundsController],
  providers: [RefundsService, RefundsRepository],
  exports: [RefundsRepository, RefundsService],
})
export class RefundsModule {}
