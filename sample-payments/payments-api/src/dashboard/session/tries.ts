import { createHash } from 'node:crypto';
import type { Pace } from '../../rate-limit/RateLimiter.ts';

/** Five wrong tries at once for one e-mail, then one in twelve seconds. */
const PER_EMAIL: Pace = { perSecond: 1 / 12, burst: 5, batch: 1 };
/** An address may be that of a whole office. */
const PER_ADDRESS: Pace = { perSecond: 1 / 3, burst: 20, batch: 1 };

/** What a try to sign in counts against. */
export interface Try {
  key: string;
  pace: Pace;
}

/** E-mails are hashed: the limiter's keys are no place for them. */
export function triesOf(email: string, address: string): Try[] {
  const digest = createHash('sha256').update(email.toLowerCase()).digest('hex');
  return [
    { key: `sign-in:address:${address}`, pace: PER_ADDRESS },
    { key: `sign-in:email:${digest}`, pace: PER_EMAIL },
  ];
}
