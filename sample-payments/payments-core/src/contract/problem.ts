import { z } from 'zod';

/** `Error` of the contract. */
export const errorSchema = z
  .object({
    type: z.enum([
      'invalid_request_error',
      'authentication_error',
      'permission_error',
      'card_error',
      'idempotency_error',
      'rate_limit_error',
      'api_error',
    ]),
    code: z.string(),
    message: z.string(),
    param: z.string().optional(),
    decline_code: z.string().optional(),
    request_id: z.string().optional(),
  })
  .meta({ id: 'Error' });

/** `Problem` of the contract: every refusal's body. */
export const problemSchema = z.object({ error: errorSchema }).meta({ id: 'Problem' });

export type Problem = z.output<typeof problemSchema>;
