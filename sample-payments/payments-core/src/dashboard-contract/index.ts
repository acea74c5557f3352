/** The dashboard's and the checkout page's contract with the API. Runs in browsers too. */
export * from './checkout.ts';
export type { Access, AnswerOf, BodyOf, Endpoint, QueryOf } from './Endpoint.ts';
export { ENDPOINTS, type EndpointName } from './endpoints.ts';
export * from './overview.ts';
export * from './payments.ts';
export * from './roles.ts';
export * from './session.ts';
