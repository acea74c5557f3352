import { newUuid } from './uuid.ts';

/** What each prefix of a public id names. The HTTP contract fixes the prefixes; the rest is the row's UUIDv7. */
export const PREFIXES = {
  payment: 'pay',
  refund: 'ref',
  event: 'evt',
  webhookEndpoint: 'whe',
  webhookDelivery: 'whd',
  apiKey: 'key',
  request: 'req',
  settlementBatch: 'set',
  merchant: 'mer',
  user: 'usr',
  journal: 'jnl',
} as const;

/** A thing that has a public id. */
export type Identified = keyof typeof PREFIXES;

/** Shows a row's UUID as the contract's id: prefix, underscore, 32 hexadecimal digits. Sorts like the UUID. */
export function publicId(thing: Identified, uuid: string): string {
  return `${PREFIXES[thing]}_${uuid.replaceAll('-', '')}`;
}

/** The UUID in a public id, or `undefined` when the text is not an id of that thing: treat as not found, not as an error. */
export function uuidOf(thing: Identified, id: string): string | undefined {
  const match = /^([a-z]+)_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(id);
  return match?.[1] === PREFIXES[thing] ? match.slice(2).join('-') : undefined;
}

/** A fresh public id, for things that have no row, such as requests. */
export function newPublicId(thing: Identified): string {
  return publicId(thing, newUuid());
}
