import type { ReactNode, SubmitEvent } from 'react';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from './BusyButton.tsx';
import { Callout } from './Callout.tsx';
import { Dialog } from './Dialog.tsx';

export interface ConfirmDialogProps {
  title: string;
  /** What happens, and whether it can be undone. */
  children: ReactNode;
  confirm: string;
  busyText: string;
  /** Says no. */
  dismiss?: string;
  isDangerous?: boolean;
  change: { isPending: boolean; error: Error | null };
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that matters is done, and shows what went wrong. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { title, children, confirm, busyText, dismiss = 'Go back', isDangerous, change, onConfirm, onClose } = props;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!change.isPending) onConfirm();
  };
  return (
    <Dialog title={title} onClose={onClose} canEscape={!change.isPending}>
      <form className="form" noValidate onSubmit={submit}>
        {children}
        {change.error && (
          <Callout tone="bad" live>
            {messageOf(change.error)}
          </Callout>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" disabled={change.isPending} onClick={onClose}>
            {dismiss}
          </button>
          <BusyButton
            type="submit"
            className={isDangerous ? 'button danger' : 'button primary'}
            busy={change.isPending}
            busyText={busyText}
          >
            {confirm}
          </BusyButton>
        </div>
      </form>
    </Dialog>
  );
}
