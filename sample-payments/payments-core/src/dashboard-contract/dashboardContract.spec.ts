import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { SCOPES } from '../api-keys/scopes.ts';
import {
  checkoutUrl,
  DASHBOARD_ACTIONS,
  DASHBOARD_ROLES,
  dashboardPaymentsQuerySchema,
  ENDPOINTS,
  isTimeZone,
  mayDo,
  scopesOf,
  type DashboardAction,
  type Endpoint,
} from './index.ts';

const endpoints: [string, Endpoint][] = Object.entries(ENDPOINTS);

describe('the contract', () => {
  it.each(['../contract/index.ts', './index.ts'])('in %s needs nothing that browsers lack', entry => {
    expect([...packagesOf(fileURLToPath(new URL(entry, import.meta.url)))]).toEqual(['zod']);
  });

  it('has each path and method once, below the two prefixes that its guards know', () => {
    const served = endpoints.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(served).size).toBe(served.length);
    expect(served.filter(each => !/ \/v1\/(dashboard|checkout)\//.test(each))).toEqual([]);
  });

  it.each(endpoints)('refuses unknown fields in %s', (_, { query, body }) => {
    for (const schema of [query, body].filter(each => each !== undefined)) {
      const issues = schema.safeParse({ color: 'red' }).error?.issues ?? [];
      expect(issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true);
    }
  });

  it.each(endpoints)('makes %s idempotent when it is a POST that needs a session or secret', (_, endpoint) => {
    const { method, access, isIdempotent = false } = endpoint;
    expect(isIdempotent).toBe(method === 'POST' && access !== 'anyone');
  });
});

describe('roles', () => {
  it.each<[DashboardAction, boolean, boolean, boolean]>([
    ['overview:read', true, true, true],
    ['payments:read', true, true, true],
    ['payments:export', true, true, true],
    ['payments:create', false, true, true],
    ['payments:capture', false, true, true],
    ['payments:cancel', false, true, true],
    ['refunds:create', false, true, true],
    ['balances:read', true, true, true],
    ['webhooks:read', true, true, true],
    ['webhooks:write', false, false, true],
    ['webhooks:resend', false, true, true],
    ['api_keys:read', false, false, true],
    ['api_keys:write', false, false, true],
  ])('%s: viewer %s, operator %s, admin %s', (action, ...allowed) => {
    expect(DASHBOARD_ROLES.map(role => mayDo(role, action))).toEqual(allowed);
  });

  it('cover every action that an endpoint asks for, and no other', () => {
    const asked = new Set(endpoints.map(([, { access }]) => access));
    for (const access of ['session', 'anyone', 'client_secret'] as const) asked.delete(access);
    expect([...asked].sort()).toEqual([...DASHBOARD_ACTIONS].sort());
  });

  it('let an admin pass on any scope, and nobody else one to write webhooks or keys', () => {
    expect(scopesOf('admin').sort()).toEqual([...SCOPES].sort());
    expect(scopesOf('viewer').filter(scope => scope.endsWith(':write'))).toEqual([]);
    expect(scopesOf('operator')).not.toContain('api_keys:write');
  });
});

describe('isTimeZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata', 'Etc/GMT+5'])('knows %s', name => {
    expect(isTimeZone(name)).toBe(true);
  });

  it.each(['', 'Berlin', '+02:00', 'Europe/Berlin ', "'; DROP TABLE payments"])('does not know %j', name => {
    expect(isTimeZone(name)).toBe(false);
  });
});

describe('the filter of payments', () => {
  it('reads several statuses from one parameter', () => {
    const { status } = dashboardPaymentsQuerySchema.parse({ status: 'succeeded,canceled' });
    expect(status).toEqual(['succeeded', 'canceled']);
  });

  it.each(['', ',', 'paid', 'succeeded,', 'succeeded,succeeded', ['succeeded']])('refuses the statuses %j', status => {
    expect(dashboardPaymentsQuerySchema.safeParse({ status }).success).toBe(false);
  });
});

describe('the address of a checkout', () => {
  it('has the secret where browsers send it to nobody', () => {
    const url = new URL(checkoutUrl('https://pay.example', 'pay_1', 'cs_secret'));
    expect([url.pathname, url.search, url.hash]).toEqual(['/checkout/pay_1', '', '#cs_secret']);
  });
});

/** Packages that a module and all it imports need when they run; types are gone by then. */
function packagesOf(file: string, seen = new Set<string>()): Set<string> {
  const packages = new Set<string>();
  if (seen.has(file)) return packages;
  seen.add(file);
  const text = readFileSync(file, 'utf8').replaceAll(/^(import|export) type [^;]*;/gm, '');
  for (const [, name = ''] of text.matchAll(/ from '([^']+)'/g)) {
    const inner = name.startsWith('.') ? packagesOf(resolve(dirname(file), name), seen) : [name];
    for (const each of inner) packages.add(each);
  }
  return packages;
}
