import type { Entity } from '@backstage/catalog-model';
import { Link, Text } from '@backstage/ui';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import {
  EmptyState,
  LoadingSkeleton,
  ProblemAlert,
} from '@payday/plugin-payday-react';
import { useTeamComponents } from '../../hooks/useTeamComponents';
import { HomeCard } from '../HomeCard';
import styles from './TeamComponents.module.css';

/** What the person's teams own, each a link to its page. */
export function TeamComponents() {
  return (
    <HomeCard title="My team’s components">
      <TeamComponentList />
    </HomeCard>
  );
}

function TeamComponentList() {
  const components = useTeamComponents();

  if (components.state === 'loading') {
    return <LoadingSkeleton label="Loading your team’s components" />;
  }
  if (components.state === 'failed') {
    return (
      <ProblemAlert
        title="Your team’s components could not be loaded"
        problem={components.problem}
        onRetry={components.retry}
      />
    );
  }
  if (components.value.length === 0) {
    return (
      <EmptyState
        title="Your teams own no component"
        hint="A component belongs to the team that its catalog-info.yaml names as owner. Browse the catalog to find what you work on."
      />
    );
  }
  return (
    <ul className={styles.list}>
      {components.value.map(({ ref, entity, title, description }) => (
        <li key={ref}>
          <EntityLink entity={entity}>{title}</EntityLink>
          {description && (
            <Text as="p" variant="body-small" color="secondary">
              {description}
            </Text>
          )}
        </li>
      ))}
    </ul>
  );
}

function EntityLink(props: { entity: Entity; children: string }) {
  const entityPath = useRouteRef(entityRouteRef);
  if (!entityPath) return <>{props.children}</>;
  return (
    <Link
      href={entityPath(entityRouteParams(props.entity))}
      variant="body-medium"
      weight="bold"
    >
      {props.children}
    </Link>
  );
}
