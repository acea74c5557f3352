import { render, screen } from '@testing-library/react';
import { EmptyState } from './EmptyState';

describe('EmptyState', () => {
  it('says what is missing and what to do next', () => {
    render(<EmptyState title="No preview runs" hint="Push a branch." />);
    expect(screen.getByText('No preview runs')).toBeInTheDocument();
    expect(screen.getByText('Push a branch.')).toBeInTheDocument();
  });

  it('offers the action that it is given', () => {
    render(
      <EmptyState title="None" hint="Add one." action={<button>Add</button>} />,
    );
    expect(screen.getByRole('button', { name: 'Add' })).toBeInTheDocument();
  });
});
