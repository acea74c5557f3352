import type { Scope } from '@payments/core/api-keys';

/** Whom an API key speaks for. */
export interface Caller {
  /** UUID of the API key. */
  keyId: string;
  merchantId: string;
  live: boolean;
  scopes: readonly Scope[];
}

/** How timelines and the audit log name the caller. */
export function actorOf({ keyId }: Caller): string {
  return `api_key:${keyId}`;
}
