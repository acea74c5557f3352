/** A migration that waits longer for a lock would make every query behind it wait too; it gives up and is retried. */
export const LOCK_TIMEOUT_MS = 1_000;

/** A request that runs longer is stuck; the database ends it rather than keep its locks. */
export const STATEMENT_TIMEOUT_MS = 10_000;
