import { parseEntityRef } from '@backstage/catalog-model';
import { Avatar, Text } from '@backstage/ui';
import styles from './Person.module.css';

/** Properties of {@link Person}. */
export type PersonProps = {
  /** For example `user:default/ana-lima`. */
  entityRef: string;
  /** The name as the catalog or the sign-in knows it; else made from the ref. */
  displayName?: string;
};

/** A person by name, with their initials; hovering shows the entity ref. */
export function Person({ entityRef, displayName }: PersonProps) {
  const name = displayName ?? nameOf(entityRef);
  return (
    <span className={styles.root} title={entityRef}>
      <Avatar src="" name={name} size="small" purpose="decoration" />
      <Text as="span" variant="body-medium">
        {name}
      </Text>
    </span>
  );
}

/** `user:default/ana-lima` → “Ana Lima”. */
function nameOf(entityRef: string): string {
  const { name } = parseEntityRef(entityRef, {
    defaultKind: 'user',
    defaultNamespace: 'default',
  });
  return name
    .split(/[-_.]/)
    .map(word => word.charAt(0).toLocaleUpperCase('en') + word.slice(1))
    .join(' ');
}
