import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { newPublicId } from '@payments/core/identifiers';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { AppModule } from './app.module.ts';
import { observeRequests } from './http/observeRequests.ts';
import { sendProblem, toProblem } from './http/problem.filter.ts';
import { requireDeclaredRoutes, routesOf } from './http/requireDeclaredRoutes.ts';
import { Lifecycle } from './platform/Lifecycle.ts';
import { NestLog } from './platform/NestLog.ts';
import type { ApiSettings } from './settings.ts';

/** The largest body the contract allows is metadata of 50 values of 500 characters, in any alphabet. */
const BODY_LIMIT_BYTES = 256 * 1024;

/**
 * Builds the application, not listening yet.
 * @param more modules with routes beyond the contract, for specs
 * @throws Error when a route does not declare its scope
 */
export async function createApp(
  settings: ApiSettings,
  logger: Logger,
  more: Type[] = [],
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    trustProxy: settings.TRUSTED_PROXIES.length > 0 && settings.TRUSTED_PROXIES,
    genReqId: () => newPublicId('request'),
    // Requests on open connections are finished while the server closes; the drain told everyone to leave.
    return503OnClosing: false,
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply, toProblem(error), request.id),
  });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, logger, more), adapter, {
    logger: new NestLog(logger),
    abortOnError: false,
  });
  const routes = routesOf(app.get(ModulesContainer));
  requireDeclaredRoutes(routes);
  observeRequests(adapter.getInstance() as unknown as FastifyInstance, logger, app.get(Lifecycle));
  await app.init();
  await adapter.getInstance().ready();
  return app;
}
