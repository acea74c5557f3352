import { z } from 'zod';
import type { Ask, Crowd, Reply } from './Crowd.ts';
import type { Life, Step } from './lives.ts';

const paymentSchema = z.object({ id: z.string(), next_action: z.object({ redirect_url: z.url() }).optional() });

/** Lives a payment's life: each request until it has a definite answer, whatever the answer. */
export async function playLife(crowd: Crowd, name: string, life: Life): Promise<void> {
  const created = await crowd.send({ path: '/v1/payments', body: life.create, key: name });
  if (!created) return;
  const payment = paymentOf(created);
  if (!payment) return;
  for (const [index, group] of life.groups.entries()) {
    const steps = group.map((step, position) => take(crowd, payment, step, `${name}-${index}-${position}`));
    await Promise.all(steps);
  }
}

async function take(crowd: Crowd, payment: Payment, step: Step, key: string): Promise<void> {
  if ('act' in step) {
    if (payment.next_action) await crowd.act(payment.next_action.redirect_url, step.act);
    return;
  }
  const ask = askFor(payment.id, step.verb, step.body, key);
  await Promise.all([crowd.send(ask), ...(step.isTwice ? [crowd.send(ask)] : [])]);
}

type Payment = z.infer<typeof paymentSchema>;

function askFor(payment: string, verb: string, body: Record<string, unknown>, key: string): Ask {
  if (verb === 'refund') return { path: '/v1/refunds', body: { payment, ...body }, key };
  return { path: `/v1/payments/${payment}/${verb}`, body, key };
}

function paymentOf({ kind, status, text }: Reply): Payment | undefined {
  return kind === 'answered' && status < 300 ? paymentSchema.parse(JSON.parse(text)) : undefined;
}
