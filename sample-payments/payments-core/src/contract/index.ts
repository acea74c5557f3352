/** What the HTTP contract says of requests and answers. Runs in browsers too. */
export * from './apiKeys.ts';
export * from './balances.ts';
export * from './fields.ts';
export * from './payments.ts';
export * from './problem.ts';
export * from './refunds.ts';
export { refusal } from './refusal.ts';
export * from './webhookEndpoints.ts';
