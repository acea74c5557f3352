import { useId } from 'react';

export interface CheckboxGroupProps<Value extends string> {
  legend: string;
  options: readonly Value[];
  chosen: readonly Value[];
  error?: string;
  onChange: (chosen: Value[]) => void;
}

/** Several of a list. */
export function CheckboxGroup<Value extends string>(props: CheckboxGroupProps<Value>) {
  const { legend, options, chosen, error, onChange } = props;
  const id = useId();
  return (
    <fieldset className="field" aria-describedby={error && id}>
      <legend>{legend}</legend>
      <div className="choices">
        {options.map(option => (
          <label className="choice" key={option}>
            <input
              type="checkbox"
              checked={chosen.includes(option)}
              onChange={event =>
                onChange(options.filter(each => (each === option ? event.target.checked : chosen.includes(each))))
              }
            />
            <code>{option}</code>
          </label>
        ))}
      </div>
      {error && (
        <p className="error" id={id}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
