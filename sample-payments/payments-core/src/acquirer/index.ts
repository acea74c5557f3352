export { AcquirerClient, type AcquirerOptions, type ChargeRequest, type FollowUpRequest } from './AcquirerClient.ts';
export {
  AcquirerRefusedError,
  type Approved,
  type ChargeResult,
  type Declined,
  type InquiryResult,
  type NotFound,
  type OperationResult,
  type RequiresAction,
  type Unknown,
  type UnknownReason,
} from './results.ts';
export { acquirerLogSchema, type AcquirerLogEntry } from './acquirerLog.ts';
