import { createWebhookEndpointSchema, eventType, type CreateWebhookEndpoint } from '@payments/core/contract';
import { useState } from 'react';
import { CheckboxGroup } from '../components/CheckboxGroup.tsx';
import { TextField } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { SecretDialog } from '../components/SecretDialog.tsx';
import { useCreateWebhook } from './useWebhooks.ts';

/** Adds an endpoint, then shows its secret. */
export function AddWebhook({ onClose }: { onClose: () => void }) {
  const [url, setUrl] = useState('');
  const [events, setEvents] = useState<CreateWebhookEndpoint['events']>([...eventType.options]);
  const [isTried, setIsTried] = useState(false);
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
  const submit = (form: HTMLFormElement) => {
    setIsTried(true);
    if (parsed.success) create.mutate(parsed.data);
    else form.querySelector('input')?.focus();
  };
  return (
    <FormDialog
      title="Add endpoint"
      submitText="Add endpoint"
      busyText="Adding …"
      change={create}
      onSubmit={submit}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
