import { useNow } from '../../hooks';
import { formatAge } from './formatAge';

/** Properties of {@link Age}. */
export type AgeProps = {
  /** A moment; text must be ISO 8601. */
  date: Date | string;
};

const refreshMs = 10_000;

const absolute = new Intl.DateTimeFormat('en', {
  dateStyle: 'full',
  timeStyle: 'long',
});

/**
 * How long ago something happened; the exact moment with its time zone shows on hover.
 * A date that cannot be read is said to be unknown.
 */
export function Age({ date }: AgeProps) {
  const now = useNow(refreshMs);
  const moment = new Date(date);
  if (Number.isNaN(moment.getTime())) return <span>unknown</span>;
  return (
    <time dateTime={moment.toISOString()} title={absolute.format(moment)}>
      {formatAge(moment, now)}
    </time>
  );
}
