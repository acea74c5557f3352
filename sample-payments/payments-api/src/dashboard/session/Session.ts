import { scopesOf, type DashboardRole } from '@payments/core/dashboard-contract';
import type { Caller } from '../../api-keys/Caller.ts';

/** A person's session as the database has it now. */
export interface Session {
  /** What the cookie's token hashes to. */
  tokenHash: Buffer;
  userId: string;
  email: string;
  displayName: string;
  role: DashboardRole;
  merchantId: string;
  merchantName: string;
  live: boolean;
  expiresAt: Date;
  endsAt: Date;
}

/** The person as the caller of the services behind the public API. */
export function callerOf({ userId, merchantId, live, role }: Session): Caller {
  return { keyId: null, actor: `user:${userId}`, merchantId, live, scopes: scopesOf(role) };
}
