import { SeededRandom } from '@payments/core/seed';
import { certainLives, planLife, type Life } from './clients/lives.ts';
import { FAULTS } from './faults/index.ts';

/** Everything about a run that chance decides, decided before it begins. */
export interface Plan {
  /** For each client the lives it plays one after the other. */
  clients: Life[][];
  /** In order of time. */
  faults: PlannedFault[];
  /** A day ends and is settled. */
  isSettled: boolean;
}

export interface PlannedFault {
  name: string;
  atMs: number;
}

const CLIENTS = 5;
const LIVES = 4;

/** Faults begin within this time; clients take about as long. */
const WINDOW_MS = 900;

/** What a seed stands for. Pure: the same seed gives the same plan on every machine. */
export function planRun(seed: string): Plan {
  const random = new SeededRandom(`${seed} plan`);
  const clients = Array.from({ length: CLIENTS }, (_, client) => {
    const own = new SeededRandom(`${seed} client ${client}`);
    return Array.from({ length: LIVES }, () => planLife(own));
  });
  const faults = drawFaults(random).map(name => ({ name, atMs: random.between(0, WINDOW_MS) }));
  return {
    clients: [certainLives(), ...clients],
    faults: faults.sort((a, b) => a.atMs - b.atMs),
    isSettled: random.next() < 0.25,
  };
}

/** Two to four different ones. */
function drawFaults(random: SeededRandom): string[] {
  const names = new Set<string>();
  const count = random.between(2, 4);
  while (names.size < count) names.add(random.weighted(FAULTS.map(({ name, weight }) => [name, weight] as const)));
  return [...names];
}
