/** What a key may be allowed to do, in the contract's words. */
export const SCOPES = [
  'payments:read',
  'payments:write',
  'refunds:read',
  'refunds:write',
  'balances:read',
  'webhooks:read',
  'webhooks:write',
  'api_keys:read',
  'api_keys:write',
] as const;

export type Scope = (typeof SCOPES)[number];
