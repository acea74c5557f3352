import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  platformApiRef,
  type FollowedPlatform,
} from '@payday/plugin-payday-react';
import type { ClusterConnection } from '@payday/plugin-platform-common';
import { screen } from '@testing-library/react';
import { ClusterFrame } from './ClusterFrame';

function renderFrame(current: FollowedPlatform) {
  renderInTestApp(
    <ClusterFrame>
      <p>three pods</p>
    </ClusterFrame>,
    {
      config: { payday: { cluster: 'embedded', clusterName: 'payday' } },
      apis: [
        [
          platformApiRef,
          {
            subscribe: () => () => {},
            current: () => current,
            retry: () => {},
          },
        ],
      ],
    },
  );
  return screen.findByText('Cluster:');
}

const connected = (connection: ClusterConnection): FollowedPlatform => ({
  state: 'ready',
  value: { connection, progress: { state: 'not-local' } },
});
const since = '2026-11-24T06:00:00.000Z';

describe('ClusterFrame', () => {
  it.each<[string, FollowedPlatform]>([
    ['the cluster is reachable', connected({ state: 'reachable', since })],
    ['nobody checks from here', connected({ state: 'unknown' })],
    [
      'it may not ask, so that the plugin explains itself',
      { state: 'failed', problem: new Error('403') },
    ],
  ])('shows what the plugin draws when %s', async (_, current) => {
    await renderFrame(current);
    expect(screen.getByText('three pods')).toBeInTheDocument();
  });

  it.each<[string, ClusterConnection]>([
    ['The cluster is not there yet', { state: 'absent' }],
    [
      'The cluster is not reachable',
      { state: 'unreachable', since, reason: 'Nothing listens.' },
    ],
  ])('says “%s” instead of drawing anything', async (title, connection) => {
    await renderFrame(connected(connection));
    expect(screen.getByText(title)).toBeInTheDocument();
    expect(
      screen.getByRole('link', { name: 'See how far the platform is' }),
    ).toHaveAttribute('href', '/platform');
    expect(screen.queryByText('three pods')).not.toBeInTheDocument();
  });
});
