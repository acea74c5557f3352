import { configApiRef, identityApiRef } from '@backstage/frontend-plugin-api';
import { createFrontendPlugin } from '@backstage/frontend-plugin-api';
import { mockApis, renderTestApp } from '@backstage/frontend-test-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { HomeSlotBlueprint } from '@payday/plugin-payday-react';
import { screen, within } from '@testing-library/react';
import homePlugin from '.';

/** A plugin as later ones will be: it knows the place, not the page. */
const previews = createFrontendPlugin({
  pluginId: 'previews-test',
  extensions: [
    HomeSlotBlueprint.make({
      params: {
        slot: 'my-previews',
        loader: async () => <p>pr-12 is awake</p>,
      },
    }),
  ],
});

describe('homePlugin', () => {
  it('shows the element of another plugin in its place', async () => {
    renderTestApp({
      features: [homePlugin, previews],
      apis: [
        [configApiRef, mockApis.config()],
        [identityApiRef, mockApis.identity()],
        [catalogApiRef, catalogApiMock()],
      ],
    });
    const card = within(
      // The page is fetched when it is first shown, which is slow on a busy machine.
      await screen.findByRole(
        'region',
        { name: 'My previews' },
        { timeout: 20_000 },
      ),
    );
    expect(await card.findByText('pr-12 is awake')).toBeInTheDocument();
  }, 30_000);
});
