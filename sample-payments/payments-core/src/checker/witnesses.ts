import type { AcquirerLogEntry } from '../acquirer/index.ts';

/** A final answer a client got: not one that said "try again" (409, 429, 503). */
export interface RecordedAnswer {
  merchantId: string;
  live: boolean;
  key: string;
  status: number;
  /** The exact bytes as text. */
  body: string;
}

/** What others saw. The database cannot testify against itself. */
export interface Witnesses {
  acquirerLog?: readonly AcquirerLogEntry[];
  answers?: readonly RecordedAnswer[];
  /** Logs, dumps of Redis, traces: places where no card number or secret may be. */
  texts?: readonly { name: string; text: string }[];
  /** Work this much overdue counts as lost. Give it less after waiting for the queues to run empty. */
  graceSeconds?: number;
}
