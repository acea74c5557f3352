import { z } from 'zod';

/**
 * One line of the acquirer's log (`GET /v1/log`, JSON lines): something it decided, once. It is the independent
 * witness of invariant I2: what it says was charged, was charged.
 */
export const acquirerLogSchema = z.object({
  sequence: z.number().int(),
  at: z.string(),
  reference: z.string(),
  kind: z.enum(['charge', 'authorise', 'capture', 'void', 'refund']),
  payment: z.string(),
  charge: z.string().optional(),
  amount: z.number().int(),
  currency: z.string(),
  outcome: z.enum(['approved', 'declined', 'requires_action']),
  acquirerReference: z.string().optional(),
  declineCode: z.string().optional(),
});

export type AcquirerLogEntry = z.infer<typeof acquirerLogSchema>;
