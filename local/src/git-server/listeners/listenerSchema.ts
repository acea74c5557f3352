import { z } from 'zod';

const address = z.url({ protocol: /^https?$/, error: 'is no http(s) address' });

const eventListener = z.strictObject({
  kind: z.literal('event'),
  url: address,
  /** File with a token that is sent as `Authorization: Bearer`. */
  tokenFile: z.string().min(1).optional(),
});

const argoCdListener = z.strictObject({
  kind: z.literal('argo-cd'),
  /** E.g. `http://10.243.0.1:30081/api/webhook`; of the API server or of the ApplicationSet controller. */
  url: address,
  /** File with Argo CD's `webhook.github.secret`. */
  secretFile: z.string().min(1).optional(),
});

/** Who is told of pushes. A bare address stands for a listener of kind `event`. */
export const listenerSchema = z.union([
  address.transform(url => ({ kind: 'event' as const, url })),
  z.discriminatedUnion('kind', [eventListener, argoCdListener]),
]);

export type Listener = z.infer<typeof eventListener | typeof argoCdListener>;
