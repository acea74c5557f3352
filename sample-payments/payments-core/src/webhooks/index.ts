export { isLoopback, isPublicAddress } from './addressGuard.ts';
export { hostAndPort, isAllowedHost } from './allowedHosts.ts';
export { ATTEMPT_FAILURES, deliveryOutcome, type AttemptFailure, type DeliveryOutcome } from './deliveryOutcome.ts';
export { MAXIMUM_ATTEMPTS, nextAttemptAt, RETRY_PAUSES_MS } from './retrySchedule.ts';
export {
  makeWebhookSecret,
  ROLL_OVERLAP_MS,
  secretsInForce,
  signedHeaders,
  TOLERANCE_SECONDS,
  verifySignature,
  type SignedMessage,
  type WebhookSecrets,
} from './signing.ts';
