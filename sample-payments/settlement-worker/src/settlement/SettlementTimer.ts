import type { DataSource } from 'typeorm';
import { fromTypeOrm } from '@payments/core/database';
import { dueBusinessDate } from './dueBusinessDate.ts';
import { settleDay } from './settleDay.ts';

export interface SettlementTimerOptions {
  dataSource: DataSource;
  onSettled: (businessDate: string, batches: number) => void;
}

/** Settles the day that ended last, once. Two workers may both try: the schema allows one batch. */
export class SettlementTimer {
  readonly #options: SettlementTimerOptions;
  #settled: string | undefined;

  constructor(options: SettlementTimerOptions) {
    this.#options = options;
  }

  /** @returns false: there is nothing more until the next day */
  async settle(): Promise<boolean> {
    const { dataSource, onSettled } = this.#options;
    const businessDate = await dueBusinessDate(fromTypeOrm(dataSource));
    if (businessDate === this.#settled) return false;
    const batches = await settleDay(dataSource, businessDate);
    this.#settled = businessDate;
    if (batches > 0) onSettled(businessDate, batches);
    return false;
  }
}
