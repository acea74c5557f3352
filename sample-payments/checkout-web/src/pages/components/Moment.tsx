import { formatMoment } from '../time/formatTime.ts';

/** A moment in the reader's time zone, which is named. */
export function Moment({ at, seconds }: { at: string; seconds?: boolean }) {
  return (
    <time className="number nowrap" dateTime={at}>
      {formatMoment(at, { seconds })}
    </time>
  );
}
