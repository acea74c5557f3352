import { fetchApiRef } from '@backstage/frontend-plugin-api';
import { renderInTestApp } from '@backstage/frontend-test-utils';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import { platformApiRef } from '@payday/plugin-payday-react';
import { screen } from '@testing-library/react';
import { ArgoCdFrame, type ArgoCdFrameProps } from './ArgoCdFrame';

const entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'payments-api',
    annotations: { 'argocd/app-name': 'payments-production' },
  },
};
const current = {
  state: 'ready',
  value: {
    connection: { state: 'reachable', since: '2026-11-24T06:00:00.000Z' },
    progress: { state: 'not-local' },
  },
} as const;

/** The frame round a card, while the portal answers this about the application. */
function renderFrame(
  status: number,
  body: object,
  shows: ArgoCdFrameProps['shows'] = 'state',
) {
  renderInTestApp(
    <EntityProvider entity={entity}>
      <ArgoCdFrame shows={shows}>
        <p>Synced</p>
        <a href="undefined/applications/payments-production">its page</a>
      </ArgoCdFrame>
    </EntityProvider>,
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
        [
          fetchApiRef,
          {
            fetch: async () =>
              new Response(JSON.stringify(body), {
                status,
                headers: { 'content-type': 'application/json' },
              }),
          },
        ],
      ],
    },
  );
}

describe('ArgoCdFrame', () => {
  it('shows what the plugin draws, in which cluster, and no link to a page that is not there', async () => {
    renderFrame(200, { status: { history: [{}] } });
    expect(await screen.findByText('Synced')).toBeInTheDocument();
    expect(screen.getByText('payday')).toBeInTheDocument();
    expect(screen.getByText('its page')).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
  });

  it('says that Argo CD does not know the application', async () => {
    renderFrame(403, { error: 'permission denied', code: 7 });
    expect(
      await screen.findByText(
        'Argo CD shows no application called payments-production',
      ),
    ).toBeInTheDocument();
    expect(screen.queryByText('Synced')).not.toBeInTheDocument();
  });

  it('says that nothing was deployed yet instead of an empty history', async () => {
    renderFrame(200, {}, 'history');
    expect(
      await screen.findByText('Argo CD has not deployed this yet'),
    ).toBeInTheDocument();
  });

  it('says that Argo CD is not ready yet, and can be asked again', async () => {
    renderFrame(503, {
      error: { name: 'ServiceUnavailableError', message: 'not there yet' },
      response: { statusCode: 503 },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent(/not ready yet/);
    expect(
      screen.getByRole('button', { name: 'Try again' }),
    ).toBeInTheDocument();
  });
});
