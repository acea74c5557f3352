export { containsPan, findPan, passesLuhn, REDACTED, redactPans } from './pan.ts';
export { containsSecret, redactSecrets, redactSensitive } from './secrets.ts';
