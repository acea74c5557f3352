import type { PlatformComponent } from '@payday/plugin-platform-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import {
  componentExample,
  statusOf,
} from '../../__testUtils__/componentExample';
import { renderWithPlatform } from '../../__testUtils__/renderWithPlatform';
import { PlatformPage } from './PlatformPage';

const startedAtMs = Date.now();
const ago = (seconds: number) =>
  new Date(startedAtMs - seconds * 1_000).toISOString();

const region = async (name: string) =>
  within(await screen.findByRole('region', { name }));

/** The row, followed by the steps that it lists. */
async function rowOf(component: Partial<PlatformComponent>) {
  renderWithPlatform(<PlatformPage />, statusOf([componentExample(component)]));
  return (await region('Tools')).findAllByRole('listitem');
}

describe('PlatformPage', () => {
  it('says that it is loading', async () => {
    renderWithPlatform(<PlatformPage />, { state: 'loading' });
    expect(
      await screen.findByText('Loading how far the platform is'),
    ).toBeInTheDocument();
  });

  it('explains a failure, and can be asked to try again', async () => {
    const { retry } = renderWithPlatform(<PlatformPage />, {
      state: 'failed',
      problem: new Error('connection lost'),
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /could not be loaded.*connection lost/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledTimes(1);
  });

  it('says that a portal elsewhere has no embedded platform', async () => {
    renderWithPlatform(<PlatformPage />, {
      connection: { state: 'unknown' },
      progress: { state: 'not-local' },
    });
    expect(
      await screen.findByText(
        'This portal does not run beside an embedded platform',
      ),
    ).toBeInTheDocument();
  });

  it('says that the report cannot be read', async () => {
    renderWithPlatform(<PlatformPage />, {
      connection: { state: 'absent' },
      progress: { state: 'unreadable', reason: 'It is half written.' },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'It is half written.',
    );
  });

  it('shows the groups in the order in which they are needed, without empty ones', async () => {
    renderWithPlatform(
      <PlatformPage />,
      statusOf([
        componentExample({ name: 'portal', group: 'portal' }),
        componentExample({ name: 'etcd', group: 'cluster' }),
        componentExample({ name: 'go', group: 'tools', state: 'building' }),
      ]),
    );
    await region('Tools');
    const headings = screen.getAllByRole('heading', { level: 2 });
    expect(headings.map(({ textContent }) => textContent)).toEqual([
      'Tools',
      'Cluster',
      'Portal',
    ]);
    expect((await region('Tools')).getByText('0 of 1 healthy')).toBeVisible();
  });

  it.each<[string, Partial<PlatformComponent>, RegExp]>([
    [
      'how long a build has taken, how long it usually takes and what it does',
      {
        state: 'building',
        since: ago(190),
        estimateMs: 476_000,
        detail: 'compiled 812 of 2310 packages',
      },
      /Building.*compiled 812 of 2310 packages.*3 min 1\d s, usually about 8 min$/,
    ],
    [
      'that a build takes longer than usual',
      { state: 'building', since: ago(190), estimateMs: 100_000 },
      /usually about 2 min: longer than usual/,
    ],
    [
      'that nobody knows how long a first build takes',
      { state: 'building', since: ago(5) },
      /usual time unknown/,
    ],
    [
      'what a part waits for',
      { state: 'waiting', waitsFor: ['Packages', 'etcd', 'Argo CD'] },
      /Waiting.*Waits for Packages, etcd, and Argo CD\./,
    ],
    [
      'how long a healthy part took',
      { state: 'healthy', tookMs: 476_000 },
      /Healthy.*took 7 min 56 s/,
    ],
    [
      'why a part failed, since when, and what to do',
      {
        state: 'failed',
        since: ago(190),
        reason: 'The disk is full.',
        problem: { what: 'The disk is full.', next: ['Free 4 GB', 'df -h'] },
      },
      /Failed.*The disk is full\.What to doFree 4 GBdf -h.*3 minutes ago/,
    ],
  ])('says %s', async (_, component, expected) => {
    const [row] = await rowOf(component);
    expect(row).toHaveTextContent(expected);
  });

  it('says how much is left as a whole, and tells people who hear the page only of changes', async () => {
    const building = componentExample({
      state: 'building',
      since: ago(60),
      estimateMs: 660_000,
    });
    const { become } = renderWithPlatform(
      <PlatformPage />,
      statusOf([componentExample({ name: 'go' }), building]),
    );
    const summary = await region('Summary');
    expect(
      summary.getByText(/1 of 2 parts healthy, about 10 min left/),
    ).toBeVisible();
    expect(summary.getByRole('status')).toHaveTextContent(
      /^1 of 2 parts are healthy\.$/,
    );
    become(
      statusOf([
        componentExample({ name: 'go' }),
        componentExample({ state: 'failed' }),
      ]),
    );
    expect(summary.getByText('Kubernetes failed')).toBeVisible();
    expect(summary.getByRole('status')).toHaveTextContent(
      '1 of 2 parts are healthy. Kubernetes failed.',
    );
  });

  it('is healthy as a whole while something is made in the background, and says what', async () => {
    const trivy = componentExample({
      name: 'trivy',
      title: 'Trivy',
      state: 'building',
      isInBackground: true,
    });
    renderWithPlatform(<PlatformPage />, statusOf([componentExample(), trivy]));
    const summary = await region('Summary');
    expect(summary.getByText('Everything is healthy')).toBeVisible();
    expect(
      summary.getByText(/in the background, and nothing waits for it: Trivy/),
    ).toBeVisible();
  });

  it('writes when it last changed with the time zone', async () => {
    renderWithPlatform(<PlatformPage />, statusOf([componentExample()]));
    expect(
      (await screen.findByText(/^Nov 24, 2026, .*(UTC|GMT|[A-Z]{3,4})/))
        .tagName,
    ).toBe('TIME');
  });

  it('says which cluster it is, and that it does not answer', async () => {
    renderWithPlatform(
      <PlatformPage />,
      statusOf([componentExample()], {
        connection: {
          state: 'unreachable',
          since: ago(10),
          reason: 'Nothing listens at its address.',
        },
      }),
    );
    expect(await screen.findByText('payday')).toBeVisible();
    expect(screen.getByText('not reachable')).toBeVisible();
    expect(screen.getByText('Nothing listens at its address.')).toBeVisible();
  });

  it('keeps what it knew while the portal does not answer, and says so', async () => {
    renderWithPlatform(<PlatformPage />, {
      state: 'ready',
      value: statusOf([componentExample()]),
      staleSince: new Date(Date.now() - 65_000),
    });
    expect(await screen.findByText(/as it was 1 minute ago/)).toBeVisible();
    expect(screen.getByText('Everything is healthy')).toBeVisible();
  });

  it('says that nothing watches over the parts any more', async () => {
    renderWithPlatform(<PlatformPage />, {
      connection: { state: 'absent' },
      progress: {
        state: 'known',
        reportedAt: ago(600),
        isSupervised: false,
        components: [componentExample({ state: 'building', since: ago(660) })],
      },
    });
    expect(
      await screen.findByText('Nothing watches over these parts any more'),
    ).toBeVisible();
    expect(screen.getByText('Not everything was healthy')).toBeVisible();
    expect(screen.getByText(/^1 min 00 s/)).toBeVisible();
    expect(screen.queryByText(/left/)).not.toBeInTheDocument();
  });
});
