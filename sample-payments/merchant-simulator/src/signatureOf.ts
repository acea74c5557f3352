import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import type { DeliveryHeaders } from './deliverySchema.ts';

/** `unknown` where nobody told the endpoint's secret. */
export type Signature = 'verified' | 'wrong' | 'unknown';

/** Checks a delivery as merchants do, with the library of Standard Webhooks; what is older than 5 minutes is wrong. */
export function signatureOf(body: string, headers: DeliveryHeaders, secret: string | undefined): Signature {
  if (secret === undefined) return 'unknown';
  const { traceparent: _, ...signed } = headers;
  try {
    new Webhook(secret).verify(body, signed);
    return 'verified';
  } catch (error) {
    if (error instanceof WebhookVerificationError) return 'wrong';
    throw error;
  }
}
