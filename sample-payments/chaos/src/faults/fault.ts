import type { Scene } from '../Scene.ts';

/** Something that goes wrong. Whatever it is, the invariants hold afterwards. */
export interface Fault {
  name: string;
  /** How often it is drawn, compared with the others. */
  weight: number;
  /** Does it. Resolves when it has happened, or been set up. */
  apply(scene: Scene): Promise<void>;
  /** Undoes what does not end by itself. Harmless when there is nothing to undo. */
  heal?(scene: Scene): Promise<void>;
  /** Healed only when everything that does not depend on it has come to rest: it may not hold up the others. */
  isHealedLast?: boolean;
  /** Why it cannot be done on this machine, if it cannot. */
  unavailable?(stage: Scene['stage']): string | undefined;
}

/** One of the processes, drawn by the fault's own chance. */
export function oneOf<Value>({ random }: Scene, values: readonly Value[]): Value {
  return random.weighted(values.map(value => [value, 1] as const));
}
