import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Nest's own words, through the process' log. Its start-up chatter is of interest when looking closely only. */
export class NestLog implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown): void {
    this.logger.debug(String(message));
  }

  error(message: unknown): void {
    if (message instanceof Error) this.logger.error({ err: message }, 'nest');
    else this.logger.error(String(message));
  }

  warn(message: unknown): void {
    this.logger.warn(String(message));
  }

  debug(message: unknown): void {
    this.logger.debug(String(message));
  }

  verbose(message: unknown): void {
    this.logger.trace(String(message));
  }
}
