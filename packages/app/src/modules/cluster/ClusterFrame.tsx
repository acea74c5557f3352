import type { ReactNode } from 'react';
import { ButtonLink, Card, CardBody } from '@backstage/ui';
import {
  ClusterLine,
  EmptyState,
  LoadingSkeleton,
  usePlatform,
} from '@payday/plugin-payday-react';
import type { ClusterConnection } from '@payday/plugin-platform-common';
import styles from './ClusterFrame.module.css';

/**
 * Around what a plugin of others draws about the cluster: which cluster it is, and instead of the drawing, while the
 * cluster does not answer, that it does not. Where nobody knows whether it answers, the plugin has to say so.
 */
export function ClusterFrame({ children }: { children: ReactNode }) {
  const platform = usePlatform();
  return (
    <div className={styles.root}>
      <ClusterLine />
      {platform.state === 'loading' && (
        <LoadingSkeleton label="Asking whether the cluster answers" />
      )}
      {platform.state === 'failed' && children}
      {platform.state === 'ready' && (
        <WhenReachable connection={platform.value.connection}>
          {children}
        </WhenReachable>
      )}
    </div>
  );
}

function WhenReachable(props: {
  connection: ClusterConnection;
  children: ReactNode;
}) {
  const { connection, children } = props;
  if (connection.state === 'reachable' || connection.state === 'unknown') {
    return <>{children}</>;
  }
  return (
    <Card>
      <CardBody>
        {connection.state === 'absent' ? (
          <EmptyState
            title="The cluster is not there yet"
            hint="It is still being built or started, so what runs in it is unknown. This page goes on by itself when it is there."
            action={<PlatformLink />}
          />
        ) : (
          <EmptyState
            title="The cluster is not reachable"
            hint={`${connection.reason} What runs in it is unknown until it answers; this page goes on by itself then.`}
            action={<PlatformLink />}
          />
        )}
      </CardBody>
    </Card>
  );
}

/** The way to the page that says how far the platform is. */
function PlatformLink() {
  return (
    <ButtonLink href="/platform" size="small" variant="secondary">
      See how far the platform is
    </ButtonLink>
  );
}
