import { createApiKeySchema, type CreateApiKey } from '@payments/core/contract';
import { scopesOf } from '@payments/core/dashboard-contract';
import { useRef, useState, type SubmitEvent } from 'react';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from '../components/BusyButton.tsx';
import { Callout } from '../components/Callout.tsx';
import { CheckboxGroup } from '../components/CheckboxGroup.tsx';
import { Dialog } from '../components/Dialog.tsx';
import { TextField } from '../components/Field.tsx';
import { SecretDialog } from '../components/SecretDialog.tsx';
import { useSession } from '../session/useSession.ts';
import { useCreateApiKey } from './useApiKeys.ts';

/** Makes a key with the scopes that are chosen, then shows it. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const { role } = useSession();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<CreateApiKey['scopes']>([]);
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const create = useCreateApiKey();
  const parsed = createApiKeySchema.safeParse({ name: name.trim(), scopes });
  const wrong = (field: string) => isTried && parsed.error?.issues.some(issue => issue.path[0] === field);

  if (create.data)
    return <SecretDialog title="Key created" label="API key" secret={create.data.key} onClose={onClose} />;
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (!parsed.success) return void form.current?.querySelector('input')?.focus();
    if (!create.isPending) create.mutate(parsed.data);
  };
  return (
    <Dialog title="Create key" onClose={onClose} canEscape={!create.isPending}>
      <form ref={form} className="form" noValidate onSubmit={submit}>
        <TextField
          label="Name"
          maxLength={100}
          autoComplete="off"
          hint="Such as the server that uses it."
          error={wrong('name') ? 'Enter a name.' : undefined}
          value={name}
          onChange={event => setName(event.target.value)}
        />
        <CheckboxGroup
          legend="Scopes"
          options={scopesOf(role)}
          chosen={scopes}
          error={wrong('scopes') ? 'Choose at least one.' : undefined}
          onChange={setScopes}
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
          <BusyButton type="submit" className="button primary" busy={create.isPending} busyText="Creating …">
            Create key
          </BusyButton>
        </div>
      </form>
    </Dialog>
  );
}
