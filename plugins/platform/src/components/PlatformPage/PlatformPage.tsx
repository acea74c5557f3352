import { Alert, Container } from '@backstage/ui';
import {
  ClusterLine,
  EmptyState,
  formatAge,
  LoadingSkeleton,
  ProblemAlert,
  useNow,
  usePlatform,
} from '@payday/plugin-payday-react';
import { PlatformProgress } from './PlatformProgress';
import styles from './PlatformPage.module.css';

/** How far the platform beside this portal is, part by part, while one watches. */
export function PlatformPage() {
  const platform = usePlatform();
  const now = useNow(1_000);

  return (
    <Container className={styles.page}>
      <ClusterLine />
      {platform.state === 'loading' && (
        <LoadingSkeleton label="Loading how far the platform is" lines={8} />
      )}
      {platform.state === 'failed' && (
        <ProblemAlert
          title="How far the platform is could not be loaded"
          problem={platform.problem}
          onRetry={platform.retry}
        />
      )}
      {platform.state === 'ready' && (
        <>
          {platform.staleSince && (
            <Alert
              status="warning"
              icon
              title="The portal does not answer"
              description={`What you see is as it was ${formatAge(
                platform.staleSince,
                now,
              )}. This page goes on by itself when the portal answers again.`}
            />
          )}
          {platform.value.connection.state === 'unreachable' && (
            <Alert
              status="warning"
              icon
              title="The cluster is not reachable"
              description={platform.value.connection.reason}
            />
          )}
          {platform.value.progress.state === 'not-local' && (
            <EmptyState
              title="This portal does not run beside an embedded platform"
              hint="What it shows of a cluster comes from the cluster itself. “./payday up” starts a portal with a platform of its own, and this page then says how far that is."
            />
          )}
          {platform.value.progress.state === 'unreadable' && (
            <ProblemAlert
              title="How far the platform is could not be read"
              problem={new Error(platform.value.progress.reason)}
              onRetry={platform.retry}
            />
          )}
          {platform.value.progress.state === 'known' && (
            <PlatformProgress progress={platform.value.progress} now={now} />
          )}
        </>
      )}
    </Container>
  );
}
