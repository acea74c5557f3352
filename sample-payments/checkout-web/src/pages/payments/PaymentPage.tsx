import type { PaymentDetail } from '@payments/core/dashboard-contract';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { ApiProblem } from '../api/problems.ts';
import { Loaded } from '../components/Loaded.tsx';
import { Page } from '../components/Page.tsx';
import { Panel } from '../components/Panel.tsx';
import { Empty, NotAllowed } from '../components/states.tsx';
import { formatMoney } from '../money/formatMoney.ts';
import { useMay } from '../session/useSession.ts';
import { CancelDialog } from './CancelDialog.tsx';
import { CaptureDialog } from './CaptureDialog.tsx';
import { CheckoutLinkPanel } from './CheckoutLinkPanel.tsx';
import { LedgerTable } from './LedgerTable.tsx';
import { PaymentFacts } from './PaymentFacts.tsx';
import { RefundDialog } from './RefundDialog.tsx';
import { RefundsTable } from './RefundsTable.tsx';
import { StatusNote } from './StatusNote.tsx';
import { Timeline } from './Timeline.tsx';
import { usePayment } from './usePayments.ts';

const ABOVE = <Link to="/payments">Payments</Link>;

/** Everything about one payment, and what can be done with it. */
export function PaymentPage() {
  const { paymentId = '' } = useParams();
  const mayRead = useMay('payments:read');
  const payment = usePayment(paymentId);
  const isMissing = payment.error instanceof ApiProblem && [400, 404].includes(payment.error.status);
  if (payment.data) return <Shown detail={payment.data} isStale={payment.error !== null} query={payment} />;
  return (
    <Page title="Payment" above={ABOVE}>
      <section className="panel">
        {!mayRead && <NotAllowed what="payments" isAlone />}
        {mayRead && isMissing && (
          <Empty
            title="This payment does not exist here"
            isAlone
            actions={
              <Link className="button" to="/payments">
                All payments
              </Link>
            }
          >
            Test and live payments are apart: look in the other mode, or check the id.
          </Empty>
        )}
        {mayRead && !isMissing && (
          <Loaded query={payment} what="the payment">
            {() => null}
          </Loaded>
        )}
      </section>
    </Page>
  );
}

type OpenDialog = 'refund' | 'capture' | 'cancel';

function Shown({
  detail,
  isStale,
  query,
}: {
  detail: PaymentDetail;
  isStale: boolean;
  query: ReturnType<typeof usePayment>;
}) {
  const { payment, operations, refunds, timeline, ledger } = detail;
  const [open, setOpen] = useState<OpenDialog>();
  const close = () => setOpen(undefined);
  const actions = (
    <>
      {operations.includes('cancel') && (
        <button type="button" className="button" onClick={() => setOpen('cancel')}>
          Cancel payment
        </button>
      )}
      {operations.includes('capture') && (
        <button type="button" className="button primary" onClick={() => setOpen('capture')}>
          Capture
        </button>
      )}
      {operations.includes('refund') && (
        <button type="button" className="button primary" onClick={() => setOpen('refund')}>
          Refund
        </button>
      )}
    </>
  );
  return (
    <Page
      title={formatMoney(payment.amount, payment.currency)}
      above={ABOVE}
      about={payment.description ?? payment.merchant_reference}
      actions={actions}
    >
      {isStale && (
        <Loaded query={query} what="the payment">
          {() => null}
        </Loaded>
      )}
      <StatusNote payment={payment} />
      <div className="columns">
        <div className="stack">
          <Panel title="Timeline">
            <Timeline entries={timeline} currency={payment.currency} />
          </Panel>
          <Panel title="Refunds" flush>
            <RefundsTable refunds={refunds} />
          </Panel>
          <Panel title="Ledger" flush>
            <LedgerTable entries={ledger} />
          </Panel>
        </div>
        <div className="stack">
          {operations.includes('checkout') && <CheckoutLinkPanel paymentId={payment.id} />}
          <PaymentFacts detail={detail} />
        </div>
      </div>
      {open === 'refund' && <RefundDialog payment={payment} refundable={detail.refundable} onClose={close} />}
      {open === 'capture' && <CaptureDialog payment={payment} onClose={close} />}
      {open === 'cancel' && <CancelDialog payment={payment} onClose={close} />}
    </Page>
  );
}
