export { finishCharge, type Decided, type FinishContext } from './finishCharge.ts';
export { finishRefund } from './finishRefund.ts';
export { lockAttempt, lockRefund, type LockedAttempt, type LockedRefund } from './locks.ts';
