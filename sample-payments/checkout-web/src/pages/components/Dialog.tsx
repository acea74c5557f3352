import { useId, useLayoutEffect, useRef, type ReactNode } from 'react';

export interface DialogProps {
  title: string;
  onClose: () => void;
  /** Whether Escape closes it; not while something is on its way, or while a secret is shown that never returns. */
  canEscape?: boolean;
  children: ReactNode;
}

/**
 * A modal dialog as browsers build it: focus moves in, stays in, and returns to where it came from. It is open while
 * it is mounted.
 */
export function Dialog({ title, onClose, canEscape = true, children }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const heading = useId();
  useLayoutEffect(() => {
    const element = dialog.current;
    element?.showModal();
    // Closing it, rather than only removing it, is what returns the focus.
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={heading}
      onKeyDown={event => {
        // Browsers let only the first Escape be refused by `cancel`, and close at the second.
        if (event.key === 'Escape' && !canEscape) event.preventDefault();
      }}
      onCancel={event => {
        event.preventDefault();
        if (canEscape) onClose();
      }}
    >
      <div className="dialog-body">
        <h2 id={heading}>{title}</h2>
        {children}
      </div>
    </dialog>
  );
}
