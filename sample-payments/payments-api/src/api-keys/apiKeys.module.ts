import { Module } from '@nestjs/common';
import { IdempotencyModule } from '../idempotency/idempotency.module.ts';
import { ApiKeysController } from './apiKeys.controller.ts';
import { ApiKeysRepository } from './ApiKeysRepository.ts';
import { ApiKeysService } from './ApiKeysService.ts';

@Module({
  imports: [IdempotencyModule],
  controllers: [ApiKeysController],
  providers: [ApiKeysService, ApiKeysRepository],
  exports: [ApiKeysService],
})
export class ApiKeysModule {}
