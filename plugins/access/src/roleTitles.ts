import type { AccessRow, Role } from '@payday/plugin-access-common';

/** The roles as people call them. */
export const roleTitles: Record<Role, string> = {
  developers: 'Developers',
  'release-engineers': 'Release engineers',
  sre: 'SRE',
  'product-owners': 'Product owners',
  'platform-team': 'Platform team',
};

/** Environments as people call them; `any` means that it makes no difference. */
export const environmentTitles: Record<AccessRow['environment'], string> = {
  any: 'Everywhere',
  preview: 'Preview',
  staging: 'Staging',
  production: 'Production',
};

/** “SRE, Developers (own only)”, or “Nobody”. */
export function describeGrants(grantedTo: AccessRow['grantedTo']): string {
  if (grantedTo.length === 0) return 'Nobody';
  return grantedTo
    .map(({ role, scope }) =>
      scope === 'own' ? `${roleTitles[role]} (own only)` : roleTitles[role],
    )
    .join(', ');
}
