import { setTimeout as sleep } from 'node:timers/promises';
import type { Behaviour } from '../stage/Receiver.ts';
import { POISONED } from '../Shop.ts';
import { expireLeases } from '../timeTravel.ts';
import type { Fault } from './fault.ts';

const heal: Fault['heal'] = async ({ stage }) => stage.receiver.set(POISONED, 'well');

const BEHAVIOURS: readonly (readonly [name: string, behaviour: Behaviour])[] = [
  ['hangingEndpoint', 'hangs'],
  ['failingEndpoint', 'fails'],
  ['redirectingEndpoint', 'redirects'],
  ['floodingEndpoint', 'floods'],
  ['forgetfulEndpoint', 'loses'],
  ['slowEndpoint', 'slow'],
];

export const poisonEndpoint: Fault[] = BEHAVIOURS.map(([name, behaviour]) => ({
  name,
  weight: 1,
  async apply({ stage }) {
    stage.receiver.set(POISONED, behaviour);
  },
  heal,
  isHealedLast: true,
}));

/** All leases run out while their holders work: events are delivered twice and out of order, keys are taken over. */
export const expireAllLeases: Fault = {
  name: 'expireAllLeases',
  weight: 2,
  async apply({ sql, random }) {
    for (let times = random.between(1, 4); times > 0; times -= 1) {
      await expireLeases(sql).catch(() => {});
      await sleep(random.between(10, 80));
    }
  },
};
