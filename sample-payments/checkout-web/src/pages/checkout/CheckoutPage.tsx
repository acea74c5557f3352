import type { Checkout } from '@payments/core/dashboard-contract';
import { useEffect } from 'react';
import { useParams } from 'react-router';
import { ApiProblem } from '../api/problems.ts';
import { Money } from '../components/Money.tsx';
import { Empty, Failed, Loading } from '../components/states.tsx';
import { Outcome } from './Outcome.tsx';
import { PayForm } from './PayForm.tsx';
import { useCheckout } from './useCheckout.ts';

/** Where a shopper pays. */
export default function CheckoutPage() {
  const { paymentId = '' } = useParams();
  const checkout = useCheckout(paymentId);
  const isRefused =
    checkout.error instanceof ApiProblem && checkout.error.status < 500 && checkout.error.status !== 429;
  useEffect(() => {
    // Another link in the same tab differs in the fragment alone, for which browsers load nothing.
    const reload = () => location.reload();
    addEventListener('hashchange', reload);
    return () => removeEventListener('hashchange', reload);
  }, []);
  if (checkout.data) return <Shown checkout={checkout.data} />;
  return (
    <main className="narrow">
      <title>Checkout</title>
      <section className="panel" aria-label="Checkout">
        <h1 className="hidden">Checkout</h1>
        {isRefused && (
          <Empty title="This link cannot be used" icon="lock" isAlone>
            It may be incomplete, or too old. Ask the shop to send it again.
          </Empty>
        )}
        {!isRefused && checkout.error && (
          <Failed what="the payment" error={checkout.error} onRetry={() => void checkout.refetch()} />
        )}
        {!checkout.error && <Loading what="the payment" />}
      </section>
    </main>
  );
}

function Shown({ checkout: { merchant, payment } }: { checkout: Checkout }) {
  const canPay = payment.status === 'requires_payment_method' || payment.status === 'requires_confirmation';
  return (
    <main className="narrow">
      <title>{`Pay ${merchant.name}`}</title>
      {!payment.live && (
        <p className="test-note small">
          <strong>Test mode</strong> · no money moves
        </p>
      )}
      <section className="panel checkout" aria-labelledby="merchant">
        <header className="checkout-header">
          <h1 id="merchant">{merchant.name}</h1>
          {payment.description && <p className="quiet">{payment.description}</p>}
          <p className="checkout-amount">
            <Money amount={payment.amount} currency={payment.currency} />
          </p>
        </header>
        <div className="panel-body">{canPay ? <PayForm payment={payment} /> : <Outcome payment={payment} />}</div>
      </section>
      <p className="small quiet checkout-foot">Payday Payments takes this payment for {merchant.name}.</p>
    </main>
  );
}
