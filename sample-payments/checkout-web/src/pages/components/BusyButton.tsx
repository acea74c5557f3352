import type { ButtonHTMLAttributes, ReactNode } from 'react';

export interface BusyButtonProps extends Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'disabled'> {
  busy: boolean;
  /** Shown while busy. */
  busyText: string;
  children: ReactNode;
}

/** A button that cannot be pressed again while it works. It keeps the focus, which a disabled one would lose. */
export function BusyButton({ busy, busyText, children, onClick, ...button }: BusyButtonProps) {
  return (
    <button {...button} aria-disabled={busy} onClick={event => (busy ? event.preventDefault() : onClick?.(event))}>
      {busy ? (
        <>
          <span className="spinner" aria-hidden="true" />
          {busyText}
        </>
      ) : (
        children
      )}
    </button>
  );
}
