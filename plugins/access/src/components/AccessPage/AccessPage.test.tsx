import { renderInTestApp } from '@backstage/frontend-test-utils';
import type { Access } from '@payday/plugin-access-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useLocation } from 'react-router-dom';
import { accessApiRef, type AccessApi } from '../../api';
import { accessExample } from '../../__testUtils__/accessExample';
import { AccessPage } from './AccessPage';

function Address() {
  return <output data-testid="search">{useLocation().search}</output>;
}

function renderPage(getAccess: AccessApi['getAccess'], address = '/') {
  renderInTestApp(
    <>
      <AccessPage />
      <Address />
    </>,
    { apis: [[accessApiRef, { getAccess }]], initialRouteEntries: [address] },
  );
}

const answer = (overrides?: Partial<Access>) => async () =>
  accessExample(overrides);

const rowOf = (action: string) => screen.findByRole('row', { name: action });

describe('AccessPage', () => {
  it('says that it is loading', async () => {
    renderPage(() => new Promise(() => {}));
    expect(
      await screen.findByText('Loading what you may do'),
    ).toBeInTheDocument();
  });

  it('explains a failure, and a retry can succeed', async () => {
    const getAccess = jest
      .fn<Promise<Access>, []>()
      .mockRejectedValueOnce(new Error('connection lost'))
      .mockResolvedValueOnce(accessExample());
    renderPage(getAccess);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /could not be loaded.*connection lost/,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await rowOf('See components')).toBeInTheDocument();
  });

  it('tells a person without a role whom to ask', async () => {
    renderPage(answer({ roles: [] }));
    expect(await screen.findByText('You have no role')).toBeInTheDocument();
    expect(screen.getByText(/Ask the platform team/)).toBeInTheDocument();
  });

  it('shows the person with roles and teams, and a role only as a role', async () => {
    renderPage(answer());
    const you = within(await screen.findByRole('region', { name: 'You' }));
    expect(you.getByText('Ana Lima')).toBeInTheDocument();
    expect(you.getByText('Developers')).toBeInTheDocument();
    expect(you.getByText('merchant-experience')).toBeInTheDocument();
    expect(you.queryByText('developers')).not.toBeInTheDocument();
  });

  it.each([
    [
      'See components',
      'Everywhere',
      'Allowed',
      'Granted by your role: developers.',
      'Developers',
    ],
    [
      'Refresh an entity',
      'Everywhere',
      'Only what I own',
      'Engineers refresh what their team owns.',
      'Developers (own only), Platform team',
    ],
    [
      'Promote a release',
      'Production',
      'Not allowed',
      'Only release engineers promote in production.',
      'Release engineers',
    ],
  ])('answers in words for “%s”', async (action, ...words) => {
    renderPage(answer());
    const row = await rowOf(action);
    words.forEach(word => expect(row).toHaveTextContent(word));
  });

  it('keeps the filter in the address', async () => {
    renderPage(answer());
    await userEvent.click(
      await screen.findByRole('radio', { name: 'Not allowed' }),
    );
    expect(screen.getByTestId('search')).toHaveTextContent('?show=denied');
    expect(
      screen.queryByRole('row', { name: 'See components' }),
    ).not.toBeInTheDocument();
    expect(await rowOf('Promote a release')).toBeInTheDocument();
  });

  it('takes filter and search from the address', async () => {
    renderPage(answer(), '/?show=allowed&q=refresh');
    expect(await rowOf('Refresh an entity')).toBeInTheDocument();
    expect(screen.getByText('1 action')).toBeInTheDocument();
    expect(
      screen.queryByRole('row', { name: 'See components' }),
    ).not.toBeInTheDocument();
  });

  it('offers all actions when none matches', async () => {
    renderPage(answer(), '/?q=unicorn');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Show all actions' }),
    );
    await waitFor(() =>
      expect(screen.getByText('3 actions')).toBeInTheDocument(),
    );
    expect(screen.getByTestId('search')).toBeEmptyDOMElement();
  });
});
