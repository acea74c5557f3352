import { Badge, Skeleton, Text } from '@backstage/ui';
import { useMe } from '../../hooks/useMe';
import styles from './Greeting.module.css';

/** Hello by name, with the roles and teams the person is in. */
export function Greeting() {
  const me = useMe();

  if (me.state === 'loading') {
    return <Skeleton width={240} height={32} />;
  }
  if (me.state === 'failed') {
    // Nothing on this page depends on the name, so its absence is not an error worth an alert.
    return (
      <Text as="h2" variant="title-small" weight="bold">
        Hello
      </Text>
    );
  }
  const { name, groups } = me.value;
  return (
    <div className={styles.root}>
      <Text as="h2" variant="title-small" weight="bold">
        Hello, {name}
      </Text>
      {groups.length === 0 ? (
        <Text as="p" variant="body-medium" color="secondary">
          You are in no group, so you may do very little. Ask the platform team
          to add you to a role.
        </Text>
      ) : (
        <ul className={styles.groups} aria-label="Your roles and teams">
          {groups.map(({ ref, title }) => (
            <li key={ref}>
              <Badge>{title}</Badge>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
