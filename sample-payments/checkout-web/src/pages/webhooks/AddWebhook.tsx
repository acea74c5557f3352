import { createWebhookEndpointSchema, eventType, type CreateWebhookEndpoint } from '@payments/core/contract';
import { useRef, useState, type SubmitEvent } from 'react';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from '../components/BusyButton.tsx';
import { Callout } from '../components/Callout.tsx';
import { CheckboxGroup } from '../components/CheckboxGroup.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { TextField } from '../components/Field.tsx';
import { SecretDialog } from '../components/SecretDialog.tsx';
import { useCreateWebhook } from './useWebhooks.ts';

/** Adds an endpoint, then shows its secret. */
export function AddWebhook({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<CreateWebhookEndpoint['events']>([...eventType.options]);
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const create = useCreateWebhook();
  const parsed = createWebhookEndpointSchema.safeParse({ url: url.trim(), events });
  const wrong = (name: string) => isTried && parsed.error?.issues.some(issue => issue.path[0] === name);

  if (create.data) {
    return (
      <SecretDialog title="Endpoint added" label="Signing secret" secret={create.data.secret} onClose={onClose}>
        <p>Your server uses it to check that messages come from us.</p>
      </SecretDialog>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (!parsed.success) return void form.current?.querySelector('input')?.focus();
    if (!create.isPending) create.mutate(parsed.data);
  };
  return (
    <Dialog title="Add endpoint" onClose={onClose} canEscape={!create.isPending}>
      <form ref={form} className="form" noValidate onSubmit={submit}>
        <TextField
          label="Address"
          type="url"
          inputMode="url"
          autoComplete="off"
          hint="https only, and reachable from the internet."
          error={wrong('url') ? 'Enter an address that starts with https://.' : undefined}
          value={url}
          onChange={event => setUrl(event.target.value)}
        />
        <CheckboxGroup
          legend="Events"
          options={eventType.options}
          chosen={events}
          error={wrong('events') ? 'Choose at least one.' : undefined}
          onChange={setEvents}
        />
        {create.error && (
          <Callout tone="bad" live>
            {messageOf(create.error)}
          </Callout>
        )}
        <div className="dialog-actions">
          <button type="button" className="button" disabled={create.isPending} onClick={onClose}>
            Go back
          </button>
          <BusyButton type="submit" className="button primary" busy={create.isPending} busyText="Adding …">
            Add endpoint
          </BusyButton>
        </div>
      </form>
    </Dialog>
  );
}
