import { commandFor, type Instance } from '../instance.ts';
import { Problem } from '../problem.ts';
import { statusReport } from './statusReport.ts';

/** Address of the running portal. @throws Problem when it is not healthy */
export async function requirePortal(instance: Instance): Promise<string> {
  const { portal } = await statusReport(instance);
  if (portal.state === 'healthy') return portal.url;
  throw new Problem(`The portal is ${portal.state}.`, [
    portal.state === 'stopped'
      ? `To start it:     ${commandFor(instance, 'up')}`
      : `To see why:      ${commandFor(instance, 'status')}`,
  ]);
}
