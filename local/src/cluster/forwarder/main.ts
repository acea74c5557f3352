import { z } from 'zod';
import { CALLBACK_PORT } from '../addresses.ts';
import { createCallbackServer } from './callbackServer.ts';
import { forwardTcp } from './forwardTcp.ts';

const environmentSchema = z.object({
  PAYDAY_FORWARDS: z
    .string()
    .transform(text =>
      z
        .array(z.object({ from: z.number().int(), to: z.number().int() }))
        .parse(JSON.parse(text)),
    ),
  PAYDAY_INSIDE_ADDRESS: z.ipv4(),
  PAYDAY_HOST_ADDRESS: z.ipv4(),
  PAYDAY_PORTAL_PORT: z.coerce.number().int(),
  PAYDAY_CALLBACK_TOKEN: z.string().min(1),
  PAYDAY_CALLBACK_PATHS: z.string().transform(text => text.split(',')),
});

const environment = environmentSchema.parse(process.env);
const inside = environment.PAYDAY_INSIDE_ADDRESS;

const callback = createCallbackServer({
  token: environment.PAYDAY_CALLBACK_TOKEN,
  portalPort: environment.PAYDAY_PORTAL_PORT,
  paths: environment.PAYDAY_CALLBACK_PATHS,
});
await Promise.all([
  ...environment.PAYDAY_FORWARDS.map(({ from, to }) =>
    forwardTcp({ host: '127.0.0.1', port: from }, () => ({
      host: inside,
      port: to,
    })),
  ),
  new Promise<void>((resolve, reject) => {
    callback.once('error', reject);
    callback.listen(
      { host: environment.PAYDAY_HOST_ADDRESS, port: CALLBACK_PORT },
      resolve,
    );
  }),
]);
console.log('Forwards.');
process.on('SIGTERM', () => process.exit(0));
