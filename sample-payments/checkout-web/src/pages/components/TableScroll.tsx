import type { ReactNode } from 'react';

/** A table that scrolls by itself where it is wider than the page, also by keyboard. */
export function TableScroll({ label, children }: { label: string; children: ReactNode }) {
  return (
    // A region that scrolls must be reachable without a pointer.
    <div className="table-scroll" role="region" aria-label={label} tabIndex={0}>
      <table>
        <caption className="hidden">{label}</caption>
        {children}
      </table>
    </div>
  );
}
