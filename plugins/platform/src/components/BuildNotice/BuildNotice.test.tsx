import { screen } from '@testing-library/react';
import type { FollowedPlatform } from '@payday/plugin-payday-react';
import type { PlatformStatus } from '@payday/plugin-platform-common';
import {
  componentExample,
  statusOf,
} from '../../__testUtils__/componentExample';
import { renderWithPlatform } from '../../__testUtils__/renderWithPlatform';
import { BuildNotice } from './BuildNotice';

function renderNotice(first: FollowedPlatform | PlatformStatus) {
  return renderWithPlatform(
    <>
      <h1>Home</h1>
      <BuildNotice />
    </>,
    first,
  );
}

const building = componentExample({
  state: 'building',
  since: new Date().toISOString(),
  estimateMs: 600_000,
});

describe('BuildNotice', () => {
  it('says how far the platform is and leads to the page that says more', async () => {
    renderNotice(statusOf([componentExample({ name: 'go' }), building]));
    expect(
      await screen.findByText(
        'The platform is being built: 1 of 2, about 10 min left',
      ),
    ).toBeVisible();
    expect(
      screen.getByRole('link', { name: 'See how far it is' }),
    ).toHaveAttribute('href', '/platform');
  });

  it('names what failed', async () => {
    renderNotice(
      statusOf([componentExample({ title: 'Argo CD', state: 'failed' })]),
    );
    expect(await screen.findByText('Argo CD failed: 0 of 1')).toBeVisible();
  });

  it('names what failed in the background', async () => {
    const trivy = componentExample({
      name: 'trivy',
      title: 'Trivy',
      state: 'failed',
      isInBackground: true,
    });
    renderNotice(statusOf([componentExample(), trivy]));
    expect(await screen.findByText('Trivy failed: 1 of 1')).toBeVisible();
  });

  it.each<[string, FollowedPlatform | PlatformStatus]>([
    ['everything is healthy', statusOf([componentExample()])],
    [
      'only what nothing waits for is missing',
      statusOf([componentExample(), { ...building, isInBackground: true }]),
    ],
    ['it is loading', { state: 'loading' }],
    ['it may not know', { state: 'failed', problem: new Error('403') }],
    [
      'the portal is not local',
      { connection: { state: 'unknown' }, progress: { state: 'not-local' } },
    ],
  ])('says nothing while %s', async (_, first) => {
    renderNotice(first);
    await screen.findByRole('heading', { name: 'Home' });
    expect(
      screen.queryByRole('region', { name: 'Platform' }),
    ).not.toBeInTheDocument();
  });

  it('goes away when the last part is healthy', async () => {
    const { become } = renderNotice(statusOf([building]));
    await screen.findByRole('region', { name: 'Platform' });
    become(statusOf([componentExample()]));
    expect(
      screen.queryByRole('region', { name: 'Platform' }),
    ).not.toBeInTheDocument();
  });
});
