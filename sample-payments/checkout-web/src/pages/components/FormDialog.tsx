import type { ReactNode, SubmitEvent } from 'react';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from './BusyButton.tsx';
import { Callout } from './Callout.tsx';
import { Dialog } from './Dialog.tsx';

export interface FormDialogProps {
  title: string;
  /** What happens, and whether it can be undone; fields, if it needs any. */
  children: ReactNode;
  /** What the button does, e.g. `Create key`. */
  submitText: string;
  busyText: string;
  /** Says no. */
  dismiss?: string;
  isDangerous?: boolean;
  change: { isPending: boolean; error: Error | null };
  /** Gets the form, so that a field that is wrong can take the focus. Not called while the change is under way. */
  onSubmit: (form: HTMLFormElement) => void;
  onClose: () => void;
}

/** Asks before something that matters is done, or for what it needs, and shows what went wrong. */
export function FormDialog(props: FormDialogProps) {
  const { title, children, submitText, busyText, dismiss = 'Go back', isDangerous, change, onSubmit, onClose } = props;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!change.isPending) onSubmit(event.currentTarget);
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
            {submitText}
          </BusyButton>
        </div>
      </form>
    </Dialog>
  );
}
