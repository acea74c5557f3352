import { describe, expect, it } from 'vitest';
import { cursorOf, neighboursOf } from './paging.ts';

const page = (has_more: boolean) => ({ data: [{ id: 'a' }, { id: 'b' }], has_more });

describe('neighboursOf', () => {
  it.each([
    ['the first page of several', '', true, undefined, '?after=b'],
    ['the only page', '', false, undefined, undefined],
    ['a page in the middle', 'after=x', true, '?before=a', '?after=b'],
    ['the last page', 'after=x', false, '?before=a', undefined],
    ['a page on the way back', 'before=x', true, '?before=a', '?after=b'],
    ['the first page on the way back', 'before=x', false, undefined, '?after=b'],
  ])('%s', (_, search, hasMore, previous, next) =>
    expect(neighboursOf(new URLSearchParams(search), page(hasMore))).toStrictEqual({ previous, next }),
  );

  it('keeps the filters', () =>
    expect(neighboursOf(new URLSearchParams('q=tea&after=x'), page(true)).next).toBe('?q=tea&after=b'));

  it('leads nowhere from an empty page', () =>
    expect(neighboursOf(new URLSearchParams('after=x'), { data: [], has_more: false })).toStrictEqual({
      previous: undefined,
      next: undefined,
    }));
});

describe('cursorOf', () => {
  it('takes one direction', () =>
    expect(cursorOf(new URLSearchParams('after=a&before=b'))).toStrictEqual({ starting_after: 'a' }));
});
