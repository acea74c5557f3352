import { screen, within } from '@testing-library/react';
import { homeSlots } from '../../slots';
import { renderOnHome } from '../../__testUtils__/renderOnHome';
import { HomePage } from './HomePage';

const card = async (name: string) =>
  within(await screen.findByRole('region', { name }));

describe('HomePage', () => {
  it('greets by name, with roles before teams', async () => {
    renderOnHome(<HomePage fillings={[]} />);
    expect(
      await screen.findByRole('heading', { name: 'Hello, Ana Lima' }),
    ).toBeInTheDocument();
    const groups = within(
      screen.getByRole('list', { name: 'Your roles and teams' }),
    ).getAllByRole('listitem');
    expect(groups.map(item => item.textContent)).toEqual([
      'Developers',
      'Merchant experience',
    ]);
  });

  it('tells a person without groups whom to ask', async () => {
    renderOnHome(<HomePage fillings={[]} />, { groups: [] });
    expect(
      await screen.findByText(/Ask the platform team/),
    ).toBeInTheDocument();
  });

  it.each(homeSlots.map(({ title }) => title))(
    'says why “%s” is empty',
    async title => {
      renderOnHome(<HomePage fillings={[]} />);
      expect(
        (await card(title)).getByText('No cluster is connected'),
      ).toBeInTheDocument();
    },
  );

  it('draws what plugins put into a place, and nothing of the empty state', async () => {
    renderOnHome(
      <HomePage
        fillings={[
          {
            slot: 'waiting-for-me',
            extensionId: 'a',
            element: <p>One canary</p>,
          },
          {
            slot: 'waiting-for-me',
            extensionId: 'b',
            element: <p>One waiver</p>,
          },
        ]}
      />,
    );
    const waiting = await card('Waiting for me');
    expect(waiting.getByText('One canary')).toBeInTheDocument();
    expect(waiting.getByText('One waiver')).toBeInTheDocument();
    expect(
      waiting.queryByText('No cluster is connected'),
    ).not.toBeInTheDocument();
  });

  it('draws a notice above the cards, without a card of its own', async () => {
    renderOnHome(
      <HomePage
        fillings={[
          { slot: 'notice', extensionId: 'a', element: <p>Being built</p> },
        ]}
      />,
    );
    const notice = await screen.findByText('Being built');
    expect(notice.closest('[role="region"]')).toBeNull();
  });
});
