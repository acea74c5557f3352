import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { entities, renderOnHome } from '../../__testUtils__/renderOnHome';
import { TeamComponents } from './TeamComponents';

describe('TeamComponents', () => {
  it('says that it is loading', async () => {
    const catalogApi = catalogApiMock({ entities });
    catalogApi.getEntities = () => new Promise(() => {});
    renderOnHome(<TeamComponents />, { catalogApi });
    expect(
      await screen.findByText('Loading your team’s components'),
    ).toBeInTheDocument();
  });

  it('links to what the person’s groups own, and to nothing else', async () => {
    renderOnHome(<TeamComponents />);
    expect(
      await screen.findByRole('link', { name: 'The checkout-web' }),
    ).toHaveAttribute('href', '/catalog/default/component/checkout-web');
    expect(screen.queryByText('The payments-api')).not.toBeInTheDocument();
  });

  it('asks the catalog once', async () => {
    const catalogApi = catalogApiMock({ entities });
    const getEntities = jest.spyOn(catalogApi, 'getEntities');
    renderOnHome(<TeamComponents />, { catalogApi });
    await screen.findByRole('link', { name: 'The checkout-web' });
    expect(getEntities).toHaveBeenCalledTimes(1);
  });

  it('says so when the teams own nothing', async () => {
    renderOnHome(<TeamComponents />, { groups: ['developers'] });
    expect(
      await screen.findByText('Your teams own no component'),
    ).toBeInTheDocument();
  });

  it('explains a failure, and a retry can succeed', async () => {
    const catalogApi = catalogApiMock({ entities });
    jest
      .spyOn(catalogApi, 'getEntities')
      .mockRejectedValueOnce(new Error('catalog is down'));
    renderOnHome(<TeamComponents />, { catalogApi });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'catalog is down',
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() =>
      expect(screen.getByText('The checkout-web')).toBeInTheDocument(),
    );
  });
});
