import { useQuery } from '@tanstack/react-query';
import { ask } from '../api/ask.ts';
import { CopyField } from '../components/CopyField.tsx';
import { Icon } from '../components/Icon.tsx';
import { Loaded } from '../components/Loaded.tsx';
import { Panel } from '../components/Panel.tsx';

/** The link of a payment that can still be paid. It is not kept any longer than it is on show. */
export function CheckoutLinkPanel({ paymentId }: { paymentId: string }) {
  const link = useQuery({
    queryKey: ['checkout-link', paymentId],
    gcTime: 0,
    queryFn: ({ signal }) => ask('readCheckoutLink', { path: { payment_id: paymentId }, signal }),
  });
  return (
    <Panel title="Checkout link" flush>
      <Loaded query={link} what="the link" lines={2}>
        {({ checkout_url }) => (
          <div className="panel-body">
            <CheckoutLink url={checkout_url} />
          </div>
        )}
      </Loaded>
    </Panel>
  );
}

/** A link to send to a customer: whoever holds it can pay. */
export function CheckoutLink({ url }: { url: string }) {
  return (
    <div className="form">
      <CopyField label="Link for the customer" value={url} hint="Whoever has it can see and pay this payment." />
      <a className="button" href={url} target="_blank" rel="noopener noreferrer">
        <Icon name="out" />
        Open checkout
        <span className="hidden"> in a new tab</span>
      </a>
    </div>
  );
}
