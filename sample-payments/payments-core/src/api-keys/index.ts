export { hashSecret, isInForce, makeApiKey, matchesHash, parseApiKey, type PresentedKey } from './apiKeys.ts';
export { SCOPES, type Scope } from './scopes.ts';
