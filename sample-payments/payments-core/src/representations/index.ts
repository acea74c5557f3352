export { eventPayload, type EventFacts } from './event.ts';
export { describePayment, type PaymentFacts } from './payment.ts';
export { describeRefund, type RefundFacts } from './refund.ts';
