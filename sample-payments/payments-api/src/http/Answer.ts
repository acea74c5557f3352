/** An answer as exact text: what was stored for an Idempotency-Key, or will be. */
export class Answer {
  constructor(
    readonly status: number,
    readonly body: string,
    /** True when it was given before. */
    readonly isReplayed = false,
  ) {}
}
