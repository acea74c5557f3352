import { render, screen } from '@testing-library/react';
import { Person } from './Person';

describe('Person', () => {
  it.each([
    ['by the name that is known', 'user:default/ana-lima', 'Ana L.', 'Ana L.'],
    [
      'by a name made from the ref',
      'user:default/ana-lima',
      undefined,
      'Ana Lima',
    ],
  ])('shows a person %s', (_, entityRef, displayName, shown) => {
    render(<Person entityRef={entityRef} displayName={displayName} />);
    expect(screen.getByText(shown)).toBeInTheDocument();
    expect(screen.getByTitle(entityRef)).toBeInTheDocument();
  });
});
