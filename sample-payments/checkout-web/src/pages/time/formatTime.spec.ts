import { describe, expect, it } from 'vitest';
import { formatMoment, startOfDay } from './formatTime.ts';

describe('formatMoment', () => {
  it.each([
    ['2026-11-24T12:05:09Z', 'Europe/Berlin', '24 Nov 2026, 13:05 CET'],
    ['2026-07-01T22:30:00Z', 'Europe/Berlin', '2 Jul 2026, 00:30 CEST'],
    ['2026-11-24T12:05:09Z', 'UTC', '24 Nov 2026, 12:05 UTC'],
  ])('%s in %s is %s', (iso, timeZone, text) => expect(formatMoment(iso, { language: 'en-GB', timeZone })).toBe(text));

  it('shows seconds where they matter', () =>
    expect(formatMoment('2026-11-24T12:05:09Z', { language: 'en-GB', timeZone: 'UTC', seconds: true })).toBe(
      '24 Nov 2026, 12:05:09 UTC',
    ));
});

describe('startOfDay', () => {
  it('is midnight of the reader’s calendar, also across the end of a month', () =>
    expect(startOfDay('2026-10-31', 1)).toBe(new Date(2026, 10, 1).toISOString()));

  it.each(['', '24.11.2026', '2026-13-01', '2026-02-30'])('%j is no day', text =>
    expect(startOfDay(text)).toBeUndefined(),
  );
});
