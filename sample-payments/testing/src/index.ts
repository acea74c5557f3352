export { AcquirerProcess } from './AcquirerProcess.ts';
export { insert, makeMerchant, makePayment, makeRefund } from './factories.ts';
export { freePort } from './freePort.ts';
export { ManagedProcess, type ProcessOptions } from './ManagedProcess.ts';
export { postgresBinary, PostgresServer, type PostgresOptions, type TestRole } from './PostgresServer.ts';
export { RedisServer } from './RedisServer.ts';
export { createTemplate, TEMPLATE } from './template.ts';
