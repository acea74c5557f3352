import { render, screen } from '@testing-library/react';
import { LoadingSkeleton } from './LoadingSkeleton';

describe('LoadingSkeleton', () => {
  it('tells a screen reader what is being loaded', () => {
    render(<LoadingSkeleton label="Loading your components" />);
    expect(screen.getByRole('status')).toHaveTextContent(
      'Loading your components',
    );
  });
});
