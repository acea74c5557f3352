import { useCallback, useRef, type ReactNode } from 'react';
import { Card, CardBody, CardHeader, Text } from '@backstage/ui';
import {
  configApiRef,
  fetchApiRef,
  useApi,
} from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import {
  EmptyState,
  LoadingSkeleton,
  ProblemAlert,
  useLoad,
} from '@payday/plugin-payday-react';
import { ClusterFrame } from './ClusterFrame';
import { findApplication } from './findApplication';
import { useNoForeignLinks } from './useNoForeignLinks';

/** Properties of {@link ArgoCdFrame}. */
export type ArgoCdFrameProps = {
  /** What the plugin draws: it leaves an empty history blank. */
  shows: 'state' | 'history';
  children: ReactNode;
};

/**
 * Around what the Argo CD plugin draws. It asks for the entity's application first, because the plugin itself shows a
 * status number in place of a reason; and without an address of Argo CD's own page, no link leads there.
 */
export function ArgoCdFrame(props: ArgoCdFrameProps) {
  return (
    <ClusterFrame>
      <Application {...props} />
    </ClusterFrame>
  );
}

function Application({ shows, children }: ArgoCdFrameProps) {
  const { entity } = useEntity();
  const name = entity.metadata.annotations?.['argocd/app-name'] ?? '';
  const fetchApi = useApi(fetchApiRef);
  const hasOwnPage = useApi(configApiRef).has('argocd.baseUrl');
  const element = useRef<HTMLDivElement>(null);
  useNoForeignLinks(element, hasOwnPage);

  const application = useLoad(
    useCallback(() => findApplication(fetchApi, name), [fetchApi, name]),
  );

  if (application.state === 'loading') {
    return <LoadingSkeleton label="Asking Argo CD" />;
  }
  if (application.state === 'failed') {
    return (
      <Titled>
        <ProblemAlert
          title="Argo CD did not say how this is deployed"
          problem={application.problem}
          onRetry={application.retry}
        />
      </Titled>
    );
  }
  if (application.value === 'missing') {
    return (
      <Titled>
        <EmptyState
          title={`Argo CD shows no application called ${name}`}
          hint="Nothing of this is deployed by Argo CD yet. It appears when its application is in the GitOps repository."
        />
      </Titled>
    );
  }
  if (application.value === 'never-deployed' && shows === 'history') {
    return (
      <Titled>
        <EmptyState
          title="Argo CD has not deployed this yet"
          hint="Its history begins with the first deployment that ends well."
        />
      </Titled>
    );
  }
  return <div ref={element}>{children}</div>;
}

function Titled({ children }: { children: ReactNode }) {
  return (
    <Card>
      <CardHeader>
        <Text as="h2" variant="title-x-small" weight="bold">
          Argo CD
        </Text>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
