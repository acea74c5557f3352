import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ProblemAlert } from './ProblemAlert';

describe('ProblemAlert', () => {
  it('announces the problem in plain words and keeps the message as a detail', () => {
    render(
      <ProblemAlert
        title="It could not be loaded"
        problem={new Error('E42')}
      />,
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      /It could not be loaded.*not your fault.*Error: E42/,
    );
  });

  it('tries again on request', async () => {
    const onRetry = jest.fn();
    render(
      <ProblemAlert title="Oh" problem={new Error('E42')} onRetry={onRetry} />,
    );
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(onRetry).toHaveBeenCalledTimes(1);
  });

  it('has no retry button where nothing can be tried again', () => {
    render(<ProblemAlert title="Oh" problem={new Error('E42')} />);
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });
});
