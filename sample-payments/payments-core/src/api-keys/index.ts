export {
  hashSecret,
  isInForce,
  makeApiKey,
  matchesHash,
  parseApiKey,
  SCOPES,
  type PresentedKey,
  type Scope,
} from './apiKeys.ts';
