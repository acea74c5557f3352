export { EVENT_TYPES, type EventType } from './eventTypes.ts';
export {
  canTransition,
  isFinal,
  LEGAL_PAYMENT_TRANSITIONS,
  NEW,
  PAYMENT_STATUSES,
  statusesBefore,
  type PaymentStatus,
} from './paymentStates.ts';
export {
  canTransitionRefund,
  holdsAmount,
  LEGAL_REFUND_TRANSITIONS,
  REFUND_STATUSES,
  type RefundStatus,
} from './refundStates.ts';
export { IllegalTransitionError, transitionPayment, type PaymentChange } from './transitionPayment.ts';
