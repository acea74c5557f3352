import { CURRENCIES } from '@payments/core/money';
import type { CreatedCheckout } from '@payments/core/dashboard-contract';
import { useEffect, useRef, useState, type SubmitEvent } from 'react';
import { Link } from 'react-router';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from '../components/BusyButton.tsx';
import { Callout } from '../components/Callout.tsx';
import { Field, TextField } from '../components/Field.tsx';
import { Page } from '../components/Page.tsx';
import { Panel } from '../components/Panel.tsx';
import { NotAllowed } from '../components/states.tsx';
import { formatMoney } from '../money/formatMoney.ts';
import { parseAmount } from '../money/parseAmount.ts';
import { useMay } from '../session/useSession.ts';
import { CheckoutLink } from './CheckoutLinkPanel.tsx';
import { useCreatePayment } from './usePayments.ts';

/** Makes a payment that a customer pays on the checkout page. */
export function NewPaymentPage() {
  const [made, setMade] = useState<CreatedCheckout>();
  const mayCreate = useMay('payments:create');
  return (
    <Page title="New payment" above={<Link to="/payments">Payments</Link>}>
      {!mayCreate && (
        <section className="panel">
          <NotAllowed what="how to make payments" isAlone />
        </section>
      )}
      {mayCreate &&
        (made ? <Made made={made} onAnother={() => setMade(undefined)} /> : <NewPaymentForm onMade={setMade} />)}
    </Page>
  );
}

function NewPaymentForm({ onMade }: { onMade: (made: CreatedCheckout) => void }) {
  const [values, setValues] = useState({
    amount: '',
    currency: 'EUR',
    description: '',
    reference: '',
    capture: 'automatic',
  });
  const [isTried, setIsTried] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const create = useCreatePayment();
  const parsed = parseAmount(values.amount, values.currency);
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { target: { value: string } }) => setValues({ ...values, [name]: event.target.value }),
  });
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    setIsTried(true);
    if (parsed.amount === undefined) return void form.current?.querySelector('input')?.focus();
    if (create.isPending) return;
    create.mutate(
      {
        amount: parsed.amount,
        currency: values.currency,
        capture_method: values.capture === 'manual' ? 'manual' : 'automatic',
        description: values.description.trim() || undefined,
        merchant_reference: values.reference.trim() || undefined,
      },
      { onSuccess: onMade },
    );
  };
  return (
    <section className="panel half" aria-label="Payment">
      <form ref={form} className="panel-body form" noValidate onSubmit={submit}>
        <div className="pair">
          <TextField
            label="Amount"
            inputMode="decimal"
            autoComplete="off"
            error={isTried ? parsed.error : undefined}
            {...field('amount')}
          />
          <Field label="Currency">
            {control => (
              <select {...control} {...field('currency')}>
                {CURRENCIES.map(code => (
                  <option key={code}>{code}</option>
                ))}
              </select>
            )}
          </Field>
        </div>
        <TextField
          label="Description"
          maxLength={500}
          hint="The customer sees it on the checkout page. Optional."
          {...field('description')}
        />
        <TextField
          label="Your reference"
          maxLength={100}
          hint="Such as an order number. Optional, once only."
          {...field('reference')}
        />
        <Field label="Capture">
          {control => (
            <select {...control} {...field('capture')}>
              <option value="automatic">At once</option>
              <option value="manual">By hand: hold the money first</option>
            </select>
          )}
        </Field>
        {create.error && (
          <Callout tone="bad" live>
            {messageOf(create.error)}
          </Callout>
        )}
        <div className="actions">
          <BusyButton type="submit" className="button primary" busy={create.isPending} busyText="Creating …">
            Create checkout link
          </BusyButton>
          <Link className="button" to="/payments">
            Cancel
          </Link>
        </div>
      </form>
    </section>
  );
}

function Made({ made: { payment, checkout_url }, onAnother }: { made: CreatedCheckout; onAnother: () => void }) {
  const heading = useRef<HTMLDivElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="half stack">
      <div ref={heading} tabIndex={-1}>
        <Callout tone="good" live>
          <strong>The payment of {formatMoney(payment.amount, payment.currency)} is ready to be paid.</strong> Send the
          link to the customer.
        </Callout>
      </div>
      <Panel title="Checkout link">
        <CheckoutLink url={checkout_url} />
      </Panel>
      <div className="actions">
        <Link className="button" to={`/payments/${payment.id}`}>
          Show the payment
        </Link>
        <button type="button" className="button" onClick={onAnother}>
          Make another
        </button>
      </div>
    </div>
  );
}
