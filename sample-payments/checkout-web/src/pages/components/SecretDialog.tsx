import type { ReactNode } from 'react';
import { Callout } from './Callout.tsx';
import { CopyField } from './CopyField.tsx';
import { Dialog } from './Dialog.tsx';

export interface SecretDialogProps {
  title: string;
  label: string;
  secret: string;
  children?: ReactNode;
  onClose: () => void;
}

/** Shows a secret for the only time. Escape does not close it, because there is no second look. */
export function SecretDialog({ title, label, secret, children, onClose }: SecretDialogProps) {
  return (
    <Dialog title={title} onClose={onClose} canEscape={false}>
      <div className="form">
        <Callout tone="warn">
          <strong>This is shown only once.</strong> Put it where your server’s secrets are before you close this.
        </Callout>
        <CopyField label={label} value={secret} />
        {children}
        <div className="dialog-actions">
          <button type="button" className="button primary" onClick={onClose}>
            I have stored it
          </button>
        </div>
      </div>
    </Dialog>
  );
}
