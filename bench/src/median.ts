/** The middle of the numbers there are, the mean of the two middle ones for an even count. @throws Error without any */
export function median(values: (number | undefined)[]): number {
  const sorted = values
    .filter(value => value !== undefined)
    .sort((one, other) => one - other);
  const upper = sorted[Math.floor(sorted.length / 2)];
  const lower = sorted[Math.floor((sorted.length - 1) / 2)];
  if (upper === undefined || lower === undefined) {
    throw new Error('there is no median of nothing');
  }
  return Math.round(((upper + lower) / 2) * 10) / 10;
}
