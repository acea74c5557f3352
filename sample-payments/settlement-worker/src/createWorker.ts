import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { SettlementWorker } from './SettlementWorker.ts';
import type { WorkerSettings } from './settings.ts';
import { WorkerModule } from './worker.module.ts';

/** A worker that runs. */
export interface RunningWorker {
  app: NestFastifyApplication;
  /** Readiness off, nothing more claimed, in-flight work finished up to its limit. */
  drain(): Promise<void>;
  /** Drains, and closes the probes' server and the pool. */
  stop(): Promise<void>;
}

/** Boots the worker: it works once its probes can be asked. */
export async function createWorker(settings: WorkerSettings): Promise<RunningWorker> {
  const app = await NestFactory.create<NestFastifyApplication>(WorkerModule.with(settings), new FastifyAdapter(), {
    logger: false,
    abortOnError: false,
  });
  const worker = app.get(SettlementWorker);
  await app.listen(settings.PORT, settings.HOST);
  await worker.start();
  const drain = () => worker.stop();
  return {
    app,
    drain,
    async stop() {
      await drain();
      await app.close();
      await app.get(DataSource).destroy();
    },
  };
}
