import { z } from 'zod';
import { currency } from './fields.ts';

/** `Balance` of the contract. */
export const balanceSchema = z
  .object({ currency, available: z.number().int(), pending: z.number().int() })
  .meta({ id: 'Balance' });

export const balancesSchema = z.object({ data: z.array(balanceSchema) });

export type Balance = z.output<typeof balanceSchema>;
