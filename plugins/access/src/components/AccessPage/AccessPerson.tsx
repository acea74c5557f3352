import { parseEntityRef } from '@backstage/catalog-model';
import { Badge, Text } from '@backstage/ui';
import type { Access } from '@payday/plugin-access-common';
import { EmptyState, Person } from '@payday/plugin-payday-react';
import { roleTitles } from '../../roleTitles';
import styles from './AccessPage.module.css';

/** Who is signed in, with the roles that grant rights and the teams that own things. */
export function AccessPerson({ access }: { access: Access }) {
  const teams = access.ownershipEntityRefs
    .map(ref => parseEntityRef(ref))
    .filter(({ kind, name }) => kind === 'group' && isTeam(name))
    .map(({ name }) => name);

  return (
    <section aria-label="You" className={styles.person}>
      <Person entityRef={access.userEntityRef} />
      {access.roles.length === 0 && (
        <EmptyState
          title="You have no role"
          hint="A role grants rights, and nobody gave you one. Ask the platform team to add you to developers, release-engineers, sre or product-owners, then sign out and in again."
        />
      )}
      {access.roles.length > 0 && (
        <Facts label="Roles, which grant rights">
          {access.roles.map(role => roleTitles[role])}
        </Facts>
      )}
      {teams.length > 0 && (
        <Facts label="Teams, which own things">{teams}</Facts>
      )}
    </section>
  );
}

/** A role owns nothing; the platform team is a role and a team. */
function isTeam(group: string): boolean {
  return group === 'platform-team' || !Object.hasOwn(roleTitles, group);
}

function Facts(props: { label: string; children: string[] }) {
  return (
    <div className={styles.facts}>
      <Text as="span" variant="body-medium" color="secondary">
        {props.label}:
      </Text>
      {props.children.map(fact => (
        <Badge key={fact}>{fact}</Badge>
      ))}
    </div>
  );
}
