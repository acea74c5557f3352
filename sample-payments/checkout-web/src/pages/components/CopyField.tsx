import { useState } from 'react';
import { Field } from './Field.tsx';
import { Icon } from './Icon.tsx';

/** Text to take away, in full, with a button that copies it. */
export function CopyField({ label, value, hint }: { label: string; value: string; hint?: string }) {
  const [result, setResult] = useState('');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(value);
      setResult('Copied.');
    } catch {
      setResult('Copying was refused. Select the text and copy it.');
    }
  };
  return (
    <Field label={label} hint={hint}>
      {control => (
        <div>
          <div className="copy">
            <input {...control} value={value} readOnly onFocus={event => event.target.select()} />
            <button type="button" className="button" onClick={() => void copy()}>
              <Icon name="copy" />
              Copy
            </button>
          </div>
          <p className="small quiet" role="status">
            {result}
          </p>
        </div>
      )}
    </Field>
  );
}
