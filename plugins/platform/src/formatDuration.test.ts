import { formatDuration, formatEstimate } from './formatDuration';

describe('formatDuration', () => {
  it.each([
    [-500, 'under 1 s'],
    [999, 'under 1 s'],
    [59_999, '59 s'],
    [60_000, '1 min 00 s'],
    [125_000, '2 min 05 s'],
    [3_600_000, '1 h 00 min'],
    [3_840_000, '1 h 04 min'],
  ])('writes %d ms as %s', (durationMs, words) => {
    expect(formatDuration(durationMs)).toBe(words);
  });
});

describe('formatEstimate', () => {
  it.each([
    [-1, 'a few seconds'],
    [9_000, 'a few seconds'],
    [23_000, 'about 25 s'],
    [89_000, 'about 90 s'],
    [91_000, 'about 2 min'],
    [476_000, 'about 8 min'],
  ])('rounds %d ms to %s', (durationMs, words) => {
    expect(formatEstimate(durationMs)).toBe(words);
  });
});
