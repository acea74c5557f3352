import type { AccessArea, AccessRow } from '@payday/plugin-access-common';

/** What the page can be narrowed to. `allowed` includes what is allowed for own things only. */
export const decisionFilters = ['all', 'allowed', 'denied'] as const;

/** One of {@link decisionFilters}. */
export type DecisionFilter = (typeof decisionFilters)[number];

/** Which rows a person wants to see. */
export type AccessFilter = { show: DecisionFilter; search: string };

/** Keeps the rows that match; an area without any is left out. Search ignores case and looks at all words. */
export function filterAreas(
  areas: AccessArea[],
  { show, search }: AccessFilter,
): AccessArea[] {
  const words = search.toLocaleLowerCase('en').split(/\s+/).filter(Boolean);
  return areas
    .map(area => ({
      ...area,
      rows: area.rows.filter(
        row => isShown(row, show) && contains(area, row, words),
      ),
    }))
    .filter(area => area.rows.length > 0);
}

function isShown(row: AccessRow, show: DecisionFilter): boolean {
  if (show === 'all') return true;
  return (row.decision === 'denied') === (show === 'denied');
}

function contains(area: AccessArea, row: AccessRow, words: string[]): boolean {
  const text = [area.title, row.action, row.environment, row.reason]
    .concat(row.permissions)
    .join(' ')
    .toLocaleLowerCase('en');
  return words.every(word => text.includes(word));
}
