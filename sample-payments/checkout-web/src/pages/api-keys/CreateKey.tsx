import { createApiKeySchema, type CreateApiKey } from '@payments/core/contract';
import { scopesOf } from '@payments/core/dashboard-contract';
import { useState } from 'react';
import { CheckboxGroup } from '../components/CheckboxGroup.tsx';
import { TextField } from '../components/Field.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { SecretDialog } from '../components/SecretDialog.tsx';
import { useSession } from '../session/useSession.ts';
import { useCreateApiKey } from './useApiKeys.ts';

/** Makes a key with the scopes that are chosen, then shows it. */
export function CreateKey({ onClose }: { onClose: () => void }) {
  const { role } = useSession();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<CreateApiKey['scopes']>([]);
  const [isTried, setIsTried] = useState(false);
  const create = useCreateApiKey();
  const parsed = createApiKeySchema.safeParse({ name: name.trim(), scopes });
  const wrong = (field: string) => isTried && parsed.error?.issues.some(issue => issue.path[0] === field);

  if (create.data)
    return <SecretDialog title="Key created" label="API key" secret={create.data.key} onClose={onClose} />;
  const submit = (form: HTMLFormElement) => {
    setIsTried(true);
    if (parsed.success) create.mutate(parsed.data);
    else form.querySelector('input')?.focus();
  };
  return (
    <FormDialog
      title="Create key"
      submitText="Create key"
      busyText="Creating …"
      change={create}
      onSubmit={submit}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
