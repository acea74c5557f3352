/** Why the acquirer's answer is not known. In each case the money may have moved. */
export type UnknownReason = 'timeout' | 'connection' | 'server_error' | 'unreadable';

/** The acquirer did it. */
export interface Approved {
  outcome: 'approved';
  /** The acquirer's own name for the operation. */
  acquirerReference: string;
}

/** The acquirer decided against it. Final: the same reference never succeeds later. */
export interface Declined {
  outcome: 'declined';
  declineCode: string;
}

/** The customer must act (3-D Secure) before the acquirer decides. */
export interface RequiresAction {
  outcome: 'requires_action';
  redirectUrl: string;
}

/** No usable answer. Never treat as failed: inquire, or send the same reference again. */
export interface Unknown {
  outcome: 'unknown';
  reason: UnknownReason;
}

/** An inquiry's answer when the acquirer never saw the reference. The first request may still be on its way. */
export interface NotFound {
  outcome: 'not_found';
}

export type ChargeResult = Approved | Declined | RequiresAction | Unknown;
export type OperationResult = Approved | Declined | Unknown;
export type InquiryResult = ChargeResult | NotFound;

/** The acquirer refuses the request itself: ours is wrong (a reference used for something else, a bad amount). */
export class AcquirerRefusedError extends Error {
  override name = 'AcquirerRefusedError';
  readonly httpStatus: number;
  readonly code: string;

  constructor(httpStatus: number, code: string) {
    super(`The acquirer refused the request: ${code} (HTTP ${httpStatus}).`);
    this.httpStatus = httpStatus;
    this.code = code;
  }
}
