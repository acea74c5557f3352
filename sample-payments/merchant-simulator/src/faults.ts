import { z } from 'zod';

/** Body of `PUT /faults/:endpoint`: what its deliveries are answered with, and after which pause. */
export const faultSchema = z.strictObject({
  status: z.number().int().min(200).max(599).optional(),
  delayMs: z.number().int().min(0).max(60_000).default(0),
});

export type Fault = z.output<typeof faultSchema>;
