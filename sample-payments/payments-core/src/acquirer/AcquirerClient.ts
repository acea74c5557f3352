import { z } from 'zod';
import { toJsonAmount, type Money } from '../money/index.ts';
import {
  AcquirerRefusedError,
  type ChargeResult,
  type InquiryResult,
  type OperationResult,
  type UnknownReason,
} from './results.ts';

export interface AcquirerOptions {
  /** Base address, such as `http://acquirer:8090`. */
  url: string;
  /** After this long without an answer the outcome is unknown. */
  timeoutMs: number;
}

export interface ChargeRequest extends Money {
  /** Our attempt's id. The acquirer does each reference once, so sending it again is safe. */
  reference: string;
  /** Our payment's id, for the acquirer's log. */
  payment: string;
  token: string;
  /** False only authorises: a capture or void follows. */
  capture: boolean;
}

export interface FollowUpRequest extends Money {
  reference: string;
  payment: string;
  /** Reference of the charge or authorisation this is about. */
  charge: string;
}

const answerSchema = z.discriminatedUnion('outcome', [
  z.object({ outcome: z.literal('approved'), acquirerReference: z.string() }),
  z.object({ outcome: z.literal('declined'), declineCode: z.string() }),
  z.object({ outcome: z.literal('requires_action'), redirectUrl: z.url() }),
  z.object({ outcome: z.literal('not_found') }),
]);

type Answer = z.infer<typeof answerSchema>;

const refusalSchema = z.object({ code: z.string() });

/** Speaks to the acquirer. What it cannot know it calls unknown; it never retries and never guesses. */
export class AcquirerClient {
  readonly #options: AcquirerOptions;

  constructor(options: AcquirerOptions) {
    this.#options = options;
  }

  /** Charges a token, or holds the amount when `capture` is false. */
  async charge(request: ChargeRequest): Promise<ChargeResult> {
    return withoutNotFound(await this.post('/v1/charges', { ...request, amount: toJsonAmount(request.amount) }));
  }

  /** Takes what was held, in part or in full. What is not captured is released. */
  async capture(request: FollowUpRequest): Promise<OperationResult> {
    return this.followUp('/v1/captures', request);
  }

  /** Releases what was held. */
  async void(request: FollowUpRequest): Promise<OperationResult> {
    return this.followUp('/v1/voids', request);
  }

  /** Gives captured money back. */
  async refund(request: FollowUpRequest): Promise<OperationResult> {
    return this.followUp('/v1/refunds', request);
  }

  /** Asks what became of a reference, of whatever kind. */
  async inquire(reference: string): Promise<InquiryResult> {
    return this.request('GET', `/v1/operations/${encodeURIComponent(reference)}`);
  }

  private async followUp(path: string, request: FollowUpRequest): Promise<OperationResult> {
    const result = withoutNotFound(await this.post(path, { ...request, amount: toJsonAmount(request.amount) }));
    return result.outcome === 'requires_action' ? { outcome: 'unknown', reason: 'unreadable' } : result;
  }

  private post(path: string, body: unknown): Promise<InquiryResult> {
    return this.request('POST', path, JSON.stringify(body));
  }

  private async request(method: string, path: string, body?: string): Promise<InquiryResult> {
    let status: number;
    let text: string;
    try {
      const response = await fetch(new URL(path, this.#options.url), {
        method,
        body,
        headers: body === undefined ? {} : { 'content-type': 'application/json' },
        redirect: 'error',
        signal: AbortSignal.timeout(this.#options.timeoutMs),
      });
      status = response.status;
      text = await response.text();
    } catch (error) {
      return { outcome: 'unknown', reason: reasonOf(error) };
    }
    return interpret(status, text);
  }
}

/**
 * 200 is an answer. 409 `duplicate` repeats the answer the reference already had. Other 4xx are our mistake and prove
 * that nothing was done; 5xx and anything unreadable prove nothing.
 */
function interpret(status: number, text: string): InquiryResult {
  if (status >= 500 || status === 408 || status === 429) return { outcome: 'unknown', reason: 'server_error' };
  const json = parseJson(text);
  const answer = answerSchema.safeParse(json);
  if (answer.success && (status === 200 || status === 404 || status === 409)) return answer.data satisfies Answer;
  const refusal = refusalSchema.safeParse(json);
  if (status >= 400 && refusal.success) throw new AcquirerRefusedError(status, refusal.data.code);
  return { outcome: 'unknown', reason: 'unreadable' };
}

/** A charge that answers "not found" makes no sense, so nothing is known. */
function withoutNotFound(result: InquiryResult): ChargeResult {
  return result.outcome === 'not_found' ? { outcome: 'unknown', reason: 'unreadable' } : result;
}

function reasonOf(error: unknown): UnknownReason {
  return error instanceof DOMException && error.name === 'TimeoutError' ? 'timeout' : 'connection';
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
