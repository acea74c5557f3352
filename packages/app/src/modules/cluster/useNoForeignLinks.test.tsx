import { useRef, useState } from 'react';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useNoForeignLinks } from './useNoForeignLinks';

function History({ hasOwnPage }: { hasOwnPage: boolean }) {
  const container = useRef<HTMLDivElement>(null);
  const [rows, setRows] = useState(1);
  useNoForeignLinks(container, hasOwnPage);
  return (
    <div ref={container}>
      <button onClick={() => setRows(rows + 1)}>More</button>
      <a href="/catalog">Catalog</a>
      {Array.from({ length: rows }, (_, row) => (
        <a key={row} href={`undefined/applications/app-${row}`}>
          app-{row}
        </a>
      ))}
    </div>
  );
}

describe('useNoForeignLinks', () => {
  it('leaves text of links to nowhere, also of later ones, and other links alone', async () => {
    render(<History hasOwnPage={false} />);
    await userEvent.click(screen.getByRole('button', { name: 'More' }));
    await waitFor(() => expect(screen.getAllByRole('link')).toHaveLength(1));
    expect(screen.getByText('app-1')).toBeInTheDocument();
  });

  it('does nothing where Argo CD has a page of its own', () => {
    render(<History hasOwnPage />);
    expect(screen.getAllByRole('link')).toHaveLength(2);
  });
});
