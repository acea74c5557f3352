/** Where a list stands, by the address: behind an item, before one, or at its beginning. */
export interface Cursor {
  starting_after?: string;
  ending_before?: string;
}

/** Reads the cursor of an address. */
export function cursorOf(search: URLSearchParams): Cursor {
  const after = search.get('after');
  const before = search.get('before');
  if (after) return { starting_after: after };
  return before ? { ending_before: before } : {};
}

/** Addresses of the neighbouring pages, where there are any. */
export function neighboursOf(
  search: URLSearchParams,
  page: { data: readonly { id: string }[]; has_more: boolean },
): { previous?: string; next?: string } {
  const { starting_after, ending_before } = cursorOf(search);
  const first = page.data.at(0)?.id;
  const last = page.data.at(-1)?.id;
  // `has_more` speaks of the direction that was asked for; the other one is where the reader came from.
  const hasPrevious = ending_before ? page.has_more : starting_after !== undefined;
  const hasNext = ending_before ? true : page.has_more;
  return {
    previous: hasPrevious && first ? address({ before: first }) : undefined,
    next: hasNext && last ? address({ after: last }) : undefined,
  };

  function address(cursor: Record<string, string>): string {
    const others = [...search].filter(([name]) => name !== 'after' && name !== 'before');
    return `?${new URLSearchParams([...others, ...Object.entries(cursor)]).toString()}`;
  }
}
