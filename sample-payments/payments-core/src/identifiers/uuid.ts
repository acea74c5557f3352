import { randomFillSync } from 'node:crypto';

/** Bytes of randomness that an id takes. */
const RANDOM_BYTES = 10;

/** Randomness for many ids at once: asking the system for each would cost more than the rest of an id. */
const pool = Buffer.alloc(RANDOM_BYTES * 400);
let poolPosition = pool.length;

let lastMilliseconds = 0;
let lastSequence = 0;

/**
 * A UUIDv7 (RFC 9562): sorts by time, and within one process strictly by call, so that ids made in the same
 * millisecond keep their order.
 * @param milliseconds since 1970; a clock that steps back reuses the latest time seen
 */
export function newUuid(milliseconds: number = Date.now()): string {
  const random = takeRandom();
  if (milliseconds > lastMilliseconds) {
    lastMilliseconds = milliseconds;
    // Starts in the lower half, which leaves at least 2048 ids before the sequence borrows a millisecond.
    lastSequence = random.readUInt16BE(0) & 0x7ff;
  } else if (++lastSequence > 0xfff) {
    lastMilliseconds += 1;
    lastSequence = 0;
  }
  return formatUuid(lastMilliseconds, lastSequence, random.subarray(2));
}

/** Puts time, a 12-bit sequence and 8 bytes of randomness into the layout of a UUIDv7. For seeded, repeatable ids. */
export function formatUuid(milliseconds: number, sequence: number, random: Uint8Array): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(milliseconds, 0, 6);
  bytes.writeUInt16BE(0x7000 | (sequence & 0xfff), 6);
  bytes.set(random, 8);
  bytes.writeUInt8(((random[0] ?? 0) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Valid until the next call. No byte is given twice. */
function takeRandom(): Buffer {
  if (poolPosition === pool.length) {
    randomFillSync(pool);
    poolPosition = 0;
  }
  poolPosition += RANDOM_BYTES;
  return pool.subarray(poolPosition - RANDOM_BYTES, poolPosition);
}
