import type { Fault } from './fault.ts';

const TEN_MINUTES_S = 600;

/** One API's and one worker's clock is ten minutes wrong, and jumps while they work. */
export const skewClock: Fault = {
  name: 'skewClock',
  weight: 3,
  unavailable: ({ clock }) => (clock ? undefined : 'libfaketime is not installed:  apt-get install -y faketime'),
  async apply({ stage, random }) {
    stage.clock?.set(random.next() < 0.5 ? TEN_MINUTES_S : -TEN_MINUTES_S);
  },
  async heal({ stage }) {
    stage.clock?.set(0);
  },
};
