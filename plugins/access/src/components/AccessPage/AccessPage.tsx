import { Container } from '@backstage/ui';
import { LoadingSkeleton, ProblemAlert } from '@payday/plugin-payday-react';
import { useAccess } from '../../hooks/useAccess';
import { AccessAreas } from './AccessAreas';
import { AccessPerson } from './AccessPerson';
import styles from './AccessPage.module.css';

/** What the signed-in person may do, action by action, and why not. */
export function AccessPage() {
  const access = useAccess();
  return (
    <Container className={styles.page}>
      {access.state === 'loading' && (
        <LoadingSkeleton label="Loading what you may do" lines={8} />
      )}
      {access.state === 'failed' && (
        <ProblemAlert
          title="What you may do could not be loaded"
          problem={access.problem}
          onRetry={access.retry}
        />
      )}
      {access.state === 'ready' && (
        <>
          <AccessPerson access={access.value} />
          <AccessAreas areas={access.value.areas} />
        </>
      )}
    </Container>
  );
}
