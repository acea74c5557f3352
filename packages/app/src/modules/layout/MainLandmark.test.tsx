import { render, screen, waitFor } from '@testing-library/react';
import { MainLandmark, SkipLink } from './MainLandmark';

describe('MainLandmark', () => {
  it('is the main landmark of a page that has none', () => {
    render(<MainLandmark>Home</MainLandmark>);
    expect(screen.getByRole('main')).toHaveTextContent('Home');
  });

  it('is where the skip link leads', () => {
    render(
      <>
        <SkipLink />
        <MainLandmark>Home</MainLandmark>
      </>,
    );
    const link = screen.getByRole('link', { name: 'Skip to content' });
    const main = screen.getByRole('main');
    expect(link).toHaveAttribute('href', `#${main.id}`);
    expect(main).toHaveAttribute('tabindex', '-1');
  });

  it('gives way to the main landmark that a plugin brings', async () => {
    const { rerender } = render(<MainLandmark>Loading</MainLandmark>);
    rerender(
      <MainLandmark>
        <main>Entity</main>
      </MainLandmark>,
    );
    await waitFor(() => expect(screen.getAllByRole('main')).toHaveLength(1));
    expect(screen.getByRole('main').tagName).toBe('MAIN');
  });
});
