import { setTimeout as sleep } from 'node:timers/promises';
import type { Scene } from '../Scene.ts';
import type { Moment } from '../stage/AcquirerGate.ts';
import type { Fault } from './fault.ts';

/**
 * kill -9 of the process that calls the acquirer: before the call gets there, when the acquirer has decided and nobody
 * was told, or when the answer has arrived, which is before, while or after it is committed.
 */
export const killAroundCharge: Fault[] = (['asked', 'decided', 'answered'] as const).map((moment: Moment) => ({
  name: `killWhen${moment.charAt(0).toUpperCase()}${moment.slice(1)}`,
  weight: 3,
  async apply({ stage, random }: Scene) {
    const delayMs = moment === 'answered' ? random.between(0, 6) : 0;
    stage.gate.trap(moment, caller => {
      if (delayMs === 0) void stage.service(caller).fell('SIGKILL');
      else void sleep(delayMs).then(() => stage.service(caller).fell('SIGKILL'));
    });
  },
  async heal({ stage }: Scene) {
    stage.gate.disarm();
  },
}));
