import type { Scope } from '../api-keys/scopes.ts';

/** What a person can do in the dashboard, and the scopes an API key would need for the same. */
export const ACTION_SCOPES = {
  'overview:read': ['payments:read'],
  'payments:read': ['payments:read', 'refunds:read'],
  'payments:export': ['payments:read'],
  'payments:create': ['payments:write'],
  'payments:capture': ['payments:write'],
  'payments:cancel': ['payments:write'],
  'refunds:create': ['refunds:write'],
  'balances:read': ['balances:read'],
  'webhooks:read': ['webhooks:read'],
  'webhooks:write': ['webhooks:write'],
  'webhooks:resend': ['webhooks:write'],
  'api_keys:read': ['api_keys:read'],
  'api_keys:write': ['api_keys:write'],
} as const satisfies Record<string, readonly Scope[]>;

export type DashboardAction = keyof typeof ACTION_SCOPES;

export const DASHBOARD_ACTIONS = Object.keys(ACTION_SCOPES) as [DashboardAction, ...DashboardAction[]];

export const DASHBOARD_ROLES = ['viewer', 'operator', 'admin'] as const;

export type DashboardRole = (typeof DASHBOARD_ROLES)[number];

const VIEWER: readonly DashboardAction[] = [
  'overview:read',
  'payments:read',
  'payments:export',
  'balances:read',
  'webhooks:read',
];

const OPERATOR: readonly DashboardAction[] = [
  ...VIEWER,
  'payments:create',
  'payments:capture',
  'payments:cancel',
  'refunds:create',
  'webhooks:resend',
];

/** The only table of who may do what. The API enforces it, pages hide by it. */
export const ROLE_ACTIONS: Readonly<Record<DashboardRole, readonly DashboardAction[]>> = {
  viewer: VIEWER,
  operator: OPERATOR,
  admin: DASHBOARD_ACTIONS,
};

/** True when a role may do it. */
export function mayDo(role: DashboardRole, action: DashboardAction): boolean {
  return ROLE_ACTIONS[role].includes(action);
}

/** The scopes that come with a role: what its people can pass on to API keys, if they may make any. */
export function scopesOf(role: DashboardRole): Scope[] {
  return [...new Set(ROLE_ACTIONS[role].flatMap((action): readonly Scope[] => ACTION_SCOPES[action]))];
}
