/**
 * A failure the person at the terminal can act on: what went wrong in one sentence, and what to type next.
 * Throw it where the failure is detected; `cli.ts` prints it and ends with its exit code.
 */
export class Problem extends Error {
  readonly what: string;
  readonly next: string[];
  readonly exitCode: number;

  /**
   * @param what one sentence naming what, where and (when known) the offending value
   * @param next lines to print below it: the commands that fix it
   * @param options `exitCode` defaults to 1 (2 is for wrong usage); `cause` is kept for the log
   */
  constructor(
    what: string,
    next: string[] = [],
    options: { exitCode?: number; cause?: unknown } = {},
  ) {
    super(what, { cause: options.cause });
    this.name = 'Problem';
    this.what = what;
    this.next = next;
    this.exitCode = options.exitCode ?? 1;
  }
}

/** The problem as it stands on the terminal: a `✗` line and the next steps indented below it. */
export function formatProblem(problem: {
  what: string;
  next: string[];
}): string {
  return [`✗ ${problem.what}`, ...problem.next.map(line => `  ${line}`)].join(
    '\n',
  );
}

/** Any thrown value as a Problem, so that no stack trace reaches the terminal unasked. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new Problem(
    message,
    ['For the full trace: PAYDAY_DEBUG=1 ./payday …'],
    { cause: error },
  );
}
