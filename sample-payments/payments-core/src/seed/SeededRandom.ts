import { createHash } from 'node:crypto';
import { formatUuid } from '../identifiers/index.ts';

/** A repeatable source of chance (mulberry32): the same seed gives the same sequence on every machine. */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    this.#state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  }

  /** A fraction in [0, 1). */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  /** A whole number from `low` to `high`, both included. */
  between(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** One of the values, each with the weight beside it. */
  weighted<Value>(choices: readonly (readonly [value: Value, weight: number])[]): Value {
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [value, weight] of choices) {
      left -= weight;
      if (left < 0) return value;
    }
    throw new RangeError('There is nothing to choose from.');
  }

  /** A UUIDv7 of that moment. */
  uuid(at: Date): string {
    const random = Buffer.allocUnsafe(8);
    random.writeUInt32LE(this.next() * 2 ** 32, 0);
    random.writeUInt32LE(this.next() * 2 ** 32, 4);
    return formatUuid(at.getTime(), this.between(0, 0xfff), random);
  }
}

/** 32 bytes that only depend on the seed and the name. For demonstration secrets. */
export function seededBytes(seed: string, name: string): Buffer {
  return createHash('sha256').update(`${seed} ${name}`).digest();
}
