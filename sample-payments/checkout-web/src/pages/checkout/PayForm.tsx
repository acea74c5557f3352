import type { ShopperPayment } from '@payments/core/dashboard-contract';
import { useState, type SubmitEvent } from 'react';
import { messageOf } from '../api/problems.ts';
import { BusyButton } from '../components/BusyButton.tsx';
import { Callout } from '../components/Callout.tsx';
import { formatMoney } from '../money/formatMoney.ts';
import { inWords } from '../payments/paymentStatus.ts';
import { TEST_TOKENS } from './testTokens.ts';
import { isDecline, isOpen, usePay } from './useCheckout.ts';

/** Chooses a method and pays. */
export function PayForm({ payment }: { payment: ShopperPayment }) {
  const [token, setToken] = useState<string>(TEST_TOKENS[0].token);
  const pay = usePay(payment.id);
  if (payment.live) {
    return (
      <Callout tone="note">
        <strong>This payment cannot be paid here yet.</strong> The shop has not connected a card form for live mode.
      </Callout>
    );
  }
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (!pay.isPending) pay.mutate(token);
  };
  return (
    <form className="form" onSubmit={submit}>
      {!pay.isPending && <LastTry payment={payment} error={pay.error} />}
      <fieldset>
        <legend>Pay with a test card</legend>
        <div className="methods">
          {TEST_TOKENS.map(each => (
            <label className="method" key={each.token}>
              <input
                type="radio"
                name="token"
                value={each.token}
                checked={token === each.token}
                onChange={() => setToken(each.token)}
              />
              <span>
                {each.label}
                <span className="small quiet">{each.hint}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <BusyButton type="submit" className="button primary wide" busy={pay.isPending} busyText="Paying …">
        Pay {formatMoney(payment.amount, payment.currency)}
      </BusyButton>
    </form>
  );
}

function LastTry({ payment: { last_error }, error }: { payment: ShopperPayment; error: Error | null }) {
  if (isOpen(error) && error) {
    return (
      <Callout tone="warn" live>
        <strong>We do not know yet whether this worked.</strong> {messageOf(error)} Pressing Pay again does not charge
        twice.
      </Callout>
    );
  }
  if (error && !isDecline(error)) {
    return (
      <Callout tone="bad" live>
        {messageOf(error)}
      </Callout>
    );
  }
  if (!last_error) return null;
  return (
    <Callout tone="bad" live>
      <strong>The payment was declined.</strong>{' '}
      {last_error.decline_code
        ? `Your bank says: ${inWords(last_error.decline_code).toLowerCase()}.`
        : last_error.message}{' '}
      Nothing was taken. Try another card.
    </Callout>
  );
}
