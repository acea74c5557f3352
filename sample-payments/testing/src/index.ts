export { AcquirerProcess } from './AcquirerProcess.ts';
export { insert, makeMerchant, makePayment, makeRefund } from './factories.ts';
export { freePort } from './freePort.ts';
export { ManagedProcess, type ProcessOptions } from './ManagedProcess.ts';
export { migrateToNextRelease, NEXT_EVENT_TYPE, NextRelease9999999999999 as NextRelease } from './NextRelease.ts';
export { postgresBinary, PostgresServer, type PostgresOptions, type TestRole } from './PostgresServer.ts';
export { RedisServer } from './RedisServer.ts';
export { createTemplate, TEMPLATE } from './template.ts';
