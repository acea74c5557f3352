import { Badge, Text } from '@backstage/ui';
import { configApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { ClusterConnection } from '@payday/plugin-platform-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiQuestionLine,
  RiTimeLine,
} from '@remixicon/react';
import { usePlatform } from '../usePlatform';
import styles from './ClusterLine.module.css';

const looks: Record<
  ClusterConnection['state'],
  { Icon: typeof RiCheckLine; words: string; color: string }
> = {
  reachable: { Icon: RiCheckLine, words: 'reachable', color: styles.positive },
  absent: { Icon: RiTimeLine, words: 'not there yet', color: styles.warning },
  unreachable: {
    Icon: RiErrorWarningLine,
    words: 'not reachable',
    color: styles.negative,
  },
  unknown: {
    Icon: RiQuestionLine,
    words: 'not checked from here',
    color: styles.secondary,
  },
};

const kinds: Record<string, string> = {
  embedded: 'embedded in this machine',
  context: 'from a kubeconfig',
};

/** Which cluster the figures below are from, and whether it answers. On every page that shows cluster data. */
export function ClusterLine() {
  const config = useApi(configApiRef);
  const platform = usePlatform();
  const kind = config.getOptionalString('payday.cluster') ?? 'none';
  const name = config.getOptionalString('payday.clusterName');
  const connection =
    platform.state === 'ready' ? platform.value.connection : undefined;

  if (kind === 'none') {
    return (
      <p className={styles.root}>
        <Label />
        <Badge size="small">none is connected</Badge>
      </p>
    );
  }
  return (
    <p className={styles.root}>
      <Label />
      <Badge size="small">{name ?? 'unnamed'}</Badge>
      <Text as="span" variant="body-small" color="secondary">
        {kinds[kind] ?? kind}
      </Text>
      {connection && <Connection state={connection.state} />}
    </p>
  );
}

function Label() {
  return (
    <Text as="span" variant="body-small" color="secondary">
      Cluster:
    </Text>
  );
}

function Connection({ state }: Pick<ClusterConnection, 'state'>) {
  const { Icon, words, color } = looks[state];
  return (
    <span className={`${styles.connection} ${color}`}>
      <Icon size={16} aria-hidden="true" />
      {words}
    </span>
  );
}
