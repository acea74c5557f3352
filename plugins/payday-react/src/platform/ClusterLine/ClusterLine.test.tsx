import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { ClusterConnection } from '@payday/plugin-platform-common';
import { screen } from '@testing-library/react';
import { platformApiRef, type FollowedPlatform } from '../PlatformApi';
import { ClusterLine } from './ClusterLine';

async function lineOf(
  payday: Record<string, string>,
  connection?: ClusterConnection,
) {
  const current: FollowedPlatform = connection
    ? {
        state: 'ready',
        value: { connection, progress: { state: 'not-local' } },
      }
    : { state: 'loading' };
  renderInTestApp(<ClusterLine />, {
    config: { payday },
    apis: [
      [
        platformApiRef,
        { subscribe: () => () => {}, current: () => current, retry: () => {} },
      ],
    ],
  });
  const label = await screen.findByText('Cluster:');
  return label.parentElement?.textContent;
}

const since = '2026-11-24T06:00:00.000Z';
const embedded = { cluster: 'embedded', clusterName: 'payday' };

describe('ClusterLine', () => {
  it.each<[string, Record<string, string>, ClusterConnection | undefined]>([
    ['Cluster:none is connected', { cluster: 'none' }, undefined],
    ['Cluster:paydayembedded in this machine', embedded, undefined],
    [
      'Cluster:paydayembedded in this machinereachable',
      embedded,
      { state: 'reachable', since },
    ],
    [
      'Cluster:paydayembedded in this machinenot there yet',
      embedded,
      { state: 'absent' },
    ],
    [
      'Cluster:paydayembedded in this machinenot reachable',
      embedded,
      { state: 'unreachable', since, reason: 'It is gone.' },
    ],
    [
      'Cluster:aksfrom a kubeconfignot checked from here',
      { cluster: 'context', clusterName: 'aks' },
      { state: 'unknown' },
    ],
    ['Cluster:unnamedfrom a kubeconfig', { cluster: 'context' }, undefined],
  ])('says “%s”', async (words, payday, connection) => {
    expect(await lineOf(payday, connection)).toBe(words);
  });
});
