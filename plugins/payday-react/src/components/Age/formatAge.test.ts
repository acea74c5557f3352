import { formatAge } from './formatAge';

const now = new Date('2026-11-23T12:00:00Z');
const secondsFromNow = (seconds: number) =>
  new Date(now.getTime() + seconds * 1_000);

describe('formatAge', () => {
  it.each([
    ['this moment', 0, 'just now'],
    ['four seconds ago', -4, 'just now'],
    ['five seconds ago', -5, '5 seconds ago'],
    ['a second before a minute', -59, '59 seconds ago'],
    ['a minute', -60, '1 minute ago'],
    ['a second before two minutes', -119, '1 minute ago'],
    ['an hour', -3_600, '1 hour ago'],
    ['a day', -86_400, '1 day ago'],
    ['thirty days', -30 * 86_400, '1 month ago'],
    ['a year', -365 * 86_400, '1 year ago'],
    ['two hours ahead', 7_200, 'in 2 hours'],
  ])('writes %s in one unit', (_, seconds, words) => {
    expect(formatAge(secondsFromNow(seconds), now)).toBe(words);
  });
});
