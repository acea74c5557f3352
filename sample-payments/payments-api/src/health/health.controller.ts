import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Public } from '../http/operation.ts';
import { Lifecycle } from '../platform/Lifecycle.ts';
import { RedisConnection } from '../platform/RedisConnection.ts';

/** What an orchestrator asks. */
@Controller('health')
export class HealthController {
  constructor(
    private readonly lifecycle: Lifecycle,
    private readonly redis: RedisConnection,
  ) {}

  /** The event loop turns. Nothing else: a restart repairs neither Postgres nor Redis. */
  @Get('live')
  @Public()
  live(): { status: string } {
    return { status: 'ok' };
  }

  /**
   * Send requests here? Not while draining. Without Redis payments still commit. The database is not asked: it is gone
   * for all pods at once, and taking all of them out would turn a 503 with Retry-After into a refused connection.
   */
  @Get('ready')
  @Public()
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<{ status: string; redis?: string }> {
    if (this.lifecycle.isDraining) {
      reply.code(HttpStatus.SERVICE_UNAVAILABLE);
      return { status: 'draining' };
    }
    return (await this.redis.answers()) ? { status: 'ok' } : { status: 'degraded', redis: 'away' };
  }
}
