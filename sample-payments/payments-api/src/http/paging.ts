import { uuidOf, type Identified } from '@payments/core/identifiers';
import { invalid } from './problem.ts';

/** Which page is asked for: ids are UUIDv7, so they sort by time and a page does not move when rows are added. */
export interface PageRequest {
  limit: number;
  /** UUID after which (older) the page starts. */
  after?: string;
  /** UUID before which (newer) the page ends. */
  before?: string;
}

/** The query parameters by which lists are paged. */
export interface PageQuery {
  limit: number;
  starting_after?: string;
  ending_before?: string;
}

/** Reads a list's cursors. The row a cursor names need not exist any more. */
export function pageRequest(thing: Identified, query: PageQuery): PageRequest {
  const { limit, starting_after: after, ending_before: before } = query;
  if (after !== undefined && before !== undefined)
    throw invalid('cursors_exclude_each_other', 'Send starting_after or ending_before, not both.', 'ending_before');
  return {
    limit,
    after: after === undefined ? undefined : cursor(thing, after, 'starting_after'),
    before: before === undefined ? undefined : cursor(thing, before, 'ending_before'),
  };
}

function cursor(thing: Identified, id: string, param: string): string {
  const uuid = uuidOf(thing, id);
  if (uuid === undefined) throw invalid('cursor_invalid', 'This is not the id of an item of this list.', param);
  return uuid;
}

/** `Page` of the contract. */
export interface Page<Item> {
  data: Item[];
  has_more: boolean;
}

/** SQL that reads a page, newest first, and one row more, which tells whether there is a next one. */
export function pageSql(select: string, where: Where, idColumn: string, { limit, after, before }: PageRequest): string {
  if (after !== undefined) where.add(`${idColumn} < ?`, after);
  if (before !== undefined) where.add(`${idColumn} > ?`, before);
  const order = before === undefined ? 'DESC' : 'ASC';
  return `${select} WHERE ${where.sql} ORDER BY ${idColumn} ${order} LIMIT ${limit + 1}`;
}

/** The rows `pageSql` gave, as the contract's `Page`. Reading backwards gives the newest last. */
export function toPage<Row, Item>(
  rows: Row[],
  { limit, before }: PageRequest,
  describe: (row: Row) => Item,
): Page<Item> {
  const kept = rows.slice(0, limit);
  if (before !== undefined) kept.reverse();
  return { data: kept.map(describe), has_more: rows.length > limit };
}

/** Conditions with numbered parameters. */
export class Where {
  readonly parameters: unknown[] = [];
  readonly #conditions: string[] = [];

  /** Adds a condition; `?` stands for the value, and may come more than once. */
  add(condition: string, value?: unknown): this {
    if (value !== undefined) this.parameters.push(value);
    this.#conditions.push(condition.replaceAll('?', `$${this.parameters.length}`));
    return this;
  }

  get sql(): string {
    return this.#conditions.join(' AND ');
  }
}
