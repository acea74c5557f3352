import { useId } from 'react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import type {
  ComponentGroup as Group,
  PlatformComponent,
} from '@payday/plugin-platform-common';
import { ComponentRow } from '../ComponentRow';
import styles from './ComponentGroup.module.css';

const titles: Record<Group, string> = {
  tools: 'Tools',
  cluster: 'Cluster',
  platform: 'Platform',
  portal: 'Portal',
};

const explanations: Record<Group, string> = {
  tools: 'Programs built from source once, one after the other, and kept.',
  cluster: 'The processes that make up Kubernetes.',
  platform: 'What runs in the cluster for all applications.',
  portal: 'These pages and what they need.',
};

/** Properties of {@link ComponentGroup}. */
export type ComponentGroupProps = {
  group: Group;
  components: PlatformComponent[];
  now: Date;
};

/** The components of one part of the platform; a region that screen readers can jump to. */
export function ComponentGroup(props: ComponentGroupProps) {
  const { group, components, now } = props;
  const titleId = useId();
  const healthy = components.filter(({ state }) => state === 'healthy').length;
  return (
    <Card role="region" aria-labelledby={titleId}>
      <CardHeader>
        <div className={styles.header}>
          <Text as="h2" variant="title-x-small" weight="bold" id={titleId}>
            {titles[group]}
          </Text>
          <Text as="span" variant="body-small" color="secondary">
            {healthy} of {components.length} healthy
          </Text>
        </div>
        <Text as="p" variant="body-small" color="secondary">
          {explanations[group]}
        </Text>
      </CardHeader>
      <CardBody>
        <ul className={styles.list}>
          {components.map(component => (
            <ComponentRow
              key={component.name}
              component={component}
              now={now}
            />
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
