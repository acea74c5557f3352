import type { ApiKey } from '@payments/core/contract';
import { useState } from 'react';
import { FormDialog } from '../components/FormDialog.tsx';
import { Field } from '../components/Field.tsx';
import { SecretDialog } from '../components/SecretDialog.tsx';
import { useRollApiKey } from './useApiKeys.ts';

const OVERLAPS: readonly (readonly [hours: number, label: string])[] = [
  [0, 'None: the present key ends now'],
  [1, '1 hour'],
  [24, '1 day'],
  [72, '3 days'],
  [168, '7 days'],
];

/** Replaces a key; for a while both work. */
export function RollKey({ apiKey, onClose }: { apiKey: ApiKey; onClose: () => void }) {
  const [hours, setHours] = useState(24);
  const roll = useRollApiKey(apiKey.id);
  if (roll.data)
    return <SecretDialog title="Key rolled" label="New API key" secret={roll.data.key} onClose={onClose} />;
  return (
    <FormDialog
      title={`Roll ${apiKey.name}`}
      submitText="Roll key"
      busyText="Rolling …"
      change={roll}
      onSubmit={() => roll.mutate(hours)}
      onClose={onClose}
    >
      <p>A new key with the same scopes is made and shown once.</p>
      <Field label="Both keys work for">
        {control => (
          <select {...control} value={hours} onChange={event => setHours(Number(event.target.value))}>
            {OVERLAPS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
    </FormDialog>
  );
}
