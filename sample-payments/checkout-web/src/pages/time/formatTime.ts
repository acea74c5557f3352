/** The reader's time zone, by its IANA name. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Date, time and time zone, such as `24 Nov 2026, 13:05 CET`. */
export function formatMoment(
  iso: string,
  options: { language?: string; timeZone?: string; seconds?: boolean } = {},
): string {
  const { language, timeZone, seconds = false } = options;
  return new Intl.DateTimeFormat(language, {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    ...(seconds && { second: '2-digit' }),
    hourCycle: 'h23',
    timeZone,
    timeZoneName: 'short',
  }).format(new Date(iso));
}

/** First moment of a day of the reader's calendar, as ISO text; `undefined` for what is no date. */
export function startOfDay(date: string, daysLater = 0): string | undefined {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(date)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const moment = new Date(year, month - 1, day);
  if (moment.getMonth() !== month - 1 || moment.getDate() !== day) return undefined;
  return new Date(year, month - 1, day + daysLater).toISOString();
}
