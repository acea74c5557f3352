import { z } from 'zod';

/** What the load sends: a confirmed payment with every field that merchants usually fill in. */
export function paymentBody(number: number, reference: string): string {
  return JSON.stringify({
    amount: 100 + (number % 99_900),
    currency: 'USD',
    payment_method: 'tok_visa_4f9d',
    confirm: true,
    merchant_reference: reference,
    description: 'Two coffees and a slice of apple cake',
    metadata: { channel: 'web', cart: 'c_83b1f0a2', customer: 'cus_104392' },
  });
}

/** Where a load goes and how much of it there is. */
export const loadSchema = z.object({
  url: z.url(),
  apiKey: z.string(),
  merchantId: z.string(),
  seconds: z.number().positive(),
  /** `closed`: each client sends when its former request is answered. `open`: so many a second, come what may. */
  model: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('closed'), clients: z.number().int().positive() }),
    z.object({ kind: z.literal('open'), perSecond: z.number().positive() }),
  ]),
  /** Gets every final answer as a JSON line, for the checker. */
  answersFile: z.string(),
});

export type Load = z.output<typeof loadSchema>;

export const loadResultSchema = z.object({
  /** Payments that were answered with 201 within the time. */
  made: z.number(),
  /** Anything else, by status, or by what the connection said. */
  others: z.record(z.string(), z.number()),
  /** From the first request's intended moment to the last answer that counts. */
  seconds: z.number(),
  /** Of each payment, in ms, from the moment it was to be sent. */
  latencies: z.array(z.number()),
  /** Requests that left more than 5 ms after their moment, because the driver itself was late. They count as slow. */
  lateSends: z.number(),
  /** Processor time of the driver in seconds: it shares the machine with what it measures. */
  cpuSeconds: z.number(),
});

export type LoadResult = z.output<typeof loadResultSchema>;
