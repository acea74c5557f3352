import type { Payment } from '@payments/core/contract';
import { CURRENCIES } from '@payments/core/money';
import { useState, type SubmitEvent } from 'react';
import { Link } from 'react-router';
import { Field, TextField } from '../components/Field.tsx';
import { isNarrowed, toSearch, type FilterErrors, type Filters } from './filters.ts';
import { STATUS_WORDS } from './paymentStatus.ts';

export interface FilterFormProps {
  /** What the address says. */
  filters: Filters;
  errors?: FilterErrors;
  onApply: (search: URLSearchParams) => void;
}

/** What narrows the list. Nothing changes until it is applied, so that a screen reader is not interrupted. */
export function FilterForm({ filters, errors, onApply }: FilterFormProps) {
  const applied = toSearch(filters).toString();
  const [draft, setDraft] = useState({ applied, filters });
  // Going back and clearing change the address, and the fields follow.
  if (draft.applied !== applied) setDraft({ applied, filters });

  const change = (changed: Partial<Filters>) => setDraft({ ...draft, filters: { ...draft.filters, ...changed } });
  const field = (name: 'q' | 'from' | 'to' | 'currency' | 'min' | 'max') => ({
    name,
    value: draft.filters[name],
    onChange: (event: { target: { value: string } }) => change({ [name]: event.target.value }),
  });
  const toggle = (status: Payment['status'], isOn: boolean) =>
    change({ status: isOn ? [...draft.filters.status, status] : draft.filters.status.filter(each => each !== status) });
  const apply = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    onApply(toSearch(draft.filters));
  };

  return (
    <search>
      <form className="panel filters" aria-label="Filter payments" noValidate onSubmit={apply}>
        <div className="filter-fields">
          <div className="filter-search">
            <TextField
              label="Search"
              type="search"
              placeholder="Id, reference or description"
              error={errors?.q}
              {...field('q')}
            />
          </div>
          <TextField label="From day" type="date" error={errors?.from} {...field('from')} />
          <TextField label="To day" type="date" error={errors?.to} {...field('to')} />
          <Field label="Currency" error={errors?.currency}>
            {control => (
              <select {...control} {...field('currency')}>
                <option value="">All</option>
                {CURRENCIES.map(code => (
                  <option key={code}>{code}</option>
                ))}
              </select>
            )}
          </Field>
          <TextField
            label="Least amount"
            inputMode="decimal"
            autoComplete="off"
            error={errors?.min}
            {...field('min')}
          />
          <TextField label="Most amount" inputMode="decimal" autoComplete="off" error={errors?.max} {...field('max')} />
        </div>
        <div className="filter-end">
          <fieldset>
            <legend className="hidden">Status</legend>
            <div className="chips">
              {(Object.keys(STATUS_WORDS) as Payment['status'][]).map(status => (
                <label className="chip" key={status}>
                  <input
                    type="checkbox"
                    checked={draft.filters.status.includes(status)}
                    onChange={event => toggle(status, event.target.checked)}
                  />
                  <span>{STATUS_WORDS[status].label}</span>
                </label>
              ))}
            </div>
          </fieldset>
          <div className="actions">
            {isNarrowed(filters) && (
              <Link className="button" to="/payments">
                Clear
              </Link>
            )}
            <button type="submit" className="button primary">
              Apply
            </button>
          </div>
        </div>
      </form>
    </search>
  );
}
