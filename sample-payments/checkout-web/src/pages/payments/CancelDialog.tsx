import type { Payment } from '@payments/core/contract';
import { useAnnounce } from '../components/announce.tsx';
import { FormDialog } from '../components/FormDialog.tsx';
import { formatMoney } from '../money/formatMoney.ts';
import { useChangePayment } from './usePayments.ts';

/** Ends a payment for good; money that is held is released. */
export function CancelDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const announce = useAnnounce();
  const cancel = useChangePayment('cancelPayment', payment.id);
  return (
    <FormDialog
      title="Cancel payment"
      submitText="Cancel payment"
      dismiss="Keep it"
      busyText="Canceling …"
      isDangerous
      change={cancel}
      onSubmit={() =>
        cancel.mutate(
          {},
          {
            onSuccess: ({ status }) => {
              announce(status === 'canceled' ? 'Canceled.' : 'The release is being processed.');
              onClose();
            },
          },
        )
      }
      onClose={onClose}
    >
      <p>
        {formatMoney(payment.amount, payment.currency)} will not be taken, and money that is held is released. A
        canceled payment cannot be paid any more.
      </p>
    </FormDialog>
  );
}
