const NOISE = /^\s*(at |\^|Node\.js v|$)/;
const TELLING =
  /error|fail|fatal|cannot|can't|could not|couldn't|not found|denied|missing|invalid|refused|unexpected|✖|✗/i;
const MAX_LINES = 6;
const MAX_LENGTH = 300;

/** The message of a line of structured log; other lines as they are. Entries that are no warning or error are dropped. */
function readable(line: string): string[] {
  if (!line.startsWith('{')) return [line];
  try {
    const { level, message } = JSON.parse(line);
    return level === 'error' || level === 'warn'
      ? String(message).split('\n')
      : [];
  } catch {
    return [line];
  }
}

/** The few lines at the end of a program's output that say what went wrong, without stack traces. */
export function lastErrorLines(tail: string): string[] {
  const lines = tail
    .split('\n')
    .flatMap(readable)
    .map(line => line.trimEnd())
    .filter(line => !NOISE.test(line));
  const telling = lines.filter(line => TELLING.test(line));
  return (telling.length > 0 ? telling : lines)
    .slice(-MAX_LINES)
    .map(line =>
      line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line,
    );
}
