import { Module } from '@nestjs/common';
import { InFlight } from './InFlight.ts';
import { RateLimiter } from './RateLimiter.ts';

@Module({ providers: [RateLimiter, InFlight], exports: [RateLimiter, InFlight] })
export class RateLimitModule {}
