/** A run of hexadecimal digits that stands alone. */
const alone = (pattern: string) => `(?<![0-9A-Za-z])${pattern}(?![0-9A-Za-z])`;

/**
 * Ids of our own, whose hexadecimal digits may happen to look like a card number: public ids, UUIDs, trace contexts,
 * trace ids and digests, and span ids. One of 16 digits only counts as a span id where it is called one.
 */
const OWN_IDS = new RegExp(
  [
    alone('[a-z]{3}[_-][0-9a-f]{32}'),
    alone('[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}'),
    alone('00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}'),
    alone('(?:[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32})'),
    alone('(?=[0-9]*[a-f])[0-9a-f]{16}'),
    'span_id":"[0-9a-f]{16}"',
  ].join('|'),
  'g',
);

/** 13 to 19 digits, also grouped by single spaces, dashes or dots, not part of a longer run of digits. */
const CANDIDATE = /(?<![0-9])(?<![0-9][ .-])[2-6](?:[ .-]?[0-9]){12,18}(?![ .-]?[0-9])/g;

/** What every card number holds. Far cheaper to look for than to take out our own ids first, and nearly always absent. */
const ENOUGH_DIGITS = /[2-6](?:[ .-]?[0-9]){12}/;

/** What stands in the place of a card number. */
export const REDACTED = '[redacted card number]';

/**
 * True when the text holds something that may be a card number: 13–19 digits starting with 2–6 (ISO/IEC 7812 issuers)
 * that pass the Luhn check, in any grouping or Unicode digits. Errs towards refusing: one random number in ten passes.
 */
export function containsPan(text: string): boolean {
  return panRanges(text.normalize('NFKC')).length > 0;
}

/** The text with everything that may be a card number replaced. Text without one is returned as it is. */
export function redactPans(text: string): string {
  const normal = text.normalize('NFKC');
  const ranges = panRanges(normal);
  if (ranges.length === 0) return text;
  let result = '';
  let position = 0;
  for (const [start, end] of ranges) {
    result += normal.slice(position, start) + REDACTED;
    position = end;
  }
  return result + normal.slice(position);
}

/** The path of the first string (or number) in a value, also as a key, that may hold a card number, such as `metadata.order`. */
export function findPan(value: unknown, path = ''): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return containsPan(String(value)) ? path : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    // The key itself is not repeated in the path when it is what must not be shown.
    const found = containsPan(key) ? path : findPan(inner, path ? `${path}.${key}` : key);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Luhn's check over a string of digits (ISO/IEC 7812-1, annex B). */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index += 1) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

function panRanges(text: string): [start: number, end: number][] {
  if (!ENOUGH_DIGITS.test(text)) return [];
  return [...text.replaceAll(OWN_IDS, blank).matchAll(CANDIDATE)]
    .filter(([candidate]) => passesLuhn(candidate.replaceAll(/[ .-]/g, '')))
    .map(match => [match.index, match.index + match[0].length]);
}

/** Keeps positions, so that ranges found in the blanked text hold in the original. */
function blank(text: string): string {
  return '_'.repeat(text.length);
}
