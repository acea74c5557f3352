import { render, screen, waitFor } from '@testing-library/react';
import { MainLandmark } from './MainLandmark';

describe('MainLandmark', () => {
  it('is the main landmark of a page that has none', () => {
    render(<MainLandmark>Home</MainLandmark>);
    expect(screen.getByRole('main')).toHaveTextContent('Home');
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
