import type { Queryable } from '@payments/core/database';
import type { SeededRandom } from '@payments/core/seed';
import type { Crowd } from './clients/Crowd.ts';
import type { Stage } from './stage/Stage.ts';

/** What a fault or plant has to work with. */
export interface Scene {
  stage: Stage;
  crowd: Crowd;
  /** The database as the services see it. */
  sql: Queryable;
  /** Of this fault alone, so that no fault depends on what others drew. */
  random: SeededRandom;
  /** Tells faults of one run apart, for keys. */
  name: string;
}
