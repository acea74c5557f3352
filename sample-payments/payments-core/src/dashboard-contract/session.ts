import { z } from 'zod';
import { moment, text } from '../contract/fields.ts';
import { DASHBOARD_ACTIONS, DASHBOARD_ROLES } from './roles.ts';

/** A session ends after this long without a request. */
export const SESSION_IDLE_MINUTES = 30;

/** A session ends this long after it began, whatever happens in it. */
export const SESSION_HOURS = 12;

export const signInSchema = z.strictObject({
  email: text.min(3).max(320),
  password: text.min(1).max(1_000),
});

export const changeSessionSchema = z.strictObject({ live: z.boolean() });

/** Who is signed in, and what they see and may do. The token is in an HttpOnly cookie, which pages cannot read. */
export const sessionSchema = z.object({
  user: z.object({ id: z.string().regex(/^usr_/), email: z.string(), display_name: z.string() }),
  merchant: z.object({ id: z.string().regex(/^mer_/), name: z.string() }),
  role: z.enum(DASHBOARD_ROLES),
  actions: z.array(z.enum(DASHBOARD_ACTIONS)),
  /** False while the session looks at test mode, in which every session begins. */
  live: z.boolean(),
  /** When it ends without another request. */
  expires_at: moment,
  /** When it ends in any case. */
  ends_at: moment,
});

export type SignIn = z.output<typeof signInSchema>;
export type ChangeSession = z.output<typeof changeSessionSchema>;
export type DashboardSession = z.output<typeof sessionSchema>;
