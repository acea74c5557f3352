import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** node-postgres gives BIGINT as text, because a JavaScript number blurs it beyond 2^53; entities hold BigInt. */
const bigintText: ValueTransformer = {
  from: (text: string | null) => (text === null ? null : BigInt(text)),
  to: (value: bigint | null | undefined) => (typeof value === 'bigint' ? value.toString() : value),
};

/** A column of minor units. */
export const minorUnits: ColumnOptions = { type: 'bigint', transformer: bigintText };

/** An ISO 4217 code. */
export const currencyCode: ColumnOptions = { type: 'char', length: 3 };

/** A moment, with time zone; the database's clock writes it. */
export const moment: ColumnOptions = { type: 'timestamptz' };

/** A moment that may not have come. */
export const optionalMoment: ColumnOptions = { type: 'timestamptz', nullable: true };

export const optionalText: ColumnOptions = { type: 'text', nullable: true };

export const optionalUuid: ColumnOptions = { type: 'uuid', nullable: true };
