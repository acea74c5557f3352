import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';

const heal: Fault['heal'] = async ({ stage }) => stage.acquirer.setFaults({});

/** What the acquirer may do to a share of the operations; each hits a reference once. */
const TROUBLES: readonly (readonly [name: string, faults: Record<string, number>])[] = [
  ['slowAcquirer', { delayMs: 120 }],
  ['decliningAcquirer', { decline: 0.4 }],
  ['silentAcquirer', { hangBefore: 0.2, hangAfter: 0.3 }],
  ['brokenAcquirer', { errorBefore: 0.2, errorAfter: 0.3, inquiryError: 0.4 }],
  ['repeatingAcquirer', { duplicate: 0.6 }],
];

export const troubleAcquirer: Fault[] = TROUBLES.map(([name, faults]) => ({
  name,
  weight: 1,
  async apply({ stage, name: seed }) {
    // It may be dead at the moment; then it has trouble enough.
    await stage.acquirer.setFaults({ seed, ...faults }).catch(() => {});
  },
  heal,
}));

/** kill -9 of the acquirer; its journal survives. */
export const killAcquirer: Fault = {
  name: 'killAcquirer',
  weight: 2,
  async apply({ stage, random }) {
    await stage.acquirer.kill();
    await sleep(random.between(0, 400));
    await stage.acquirer.restart();
  },
};

/** The network sends every call to the acquirer twice. */
export const echoingNetwork: Fault = {
  name: 'echoingNetwork',
  weight: 1,
  async apply({ stage }) {
    stage.gate.isEchoing = true;
  },
  async heal({ stage }) {
    stage.gate.isEchoing = false;
  },
};
