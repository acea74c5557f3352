import { Injectable } from '@nestjs/common';
import type { Overview, OverviewQuery } from '@payments/core/dashboard-contract';
import { PAYMENT_STATUSES } from '@payments/core/payments';
import type { Caller } from '../../api-keys/Caller.ts';
import { invalid } from '../../http/problem.ts';
import { OverviewRepository, type Clock } from './OverviewRepository.ts';
import { summarise } from './summarise.ts';

/** How today goes, beside yesterday, and what waits. */
@Injectable()
export class OverviewService {
  constructor(private readonly repository: OverviewRepository) {}

  async read(caller: Caller, { time_zone: timeZone }: OverviewQuery): Promise<Overview> {
    const clock = await this.repository.clock(timeZone);
    if (!clock) throw invalid('time_zone_unknown', 'This time zone is not known here.', 'time_zone');
    const [hours, statuses, waiting] = await Promise.all([
      this.repository.hours(caller, timeZone, clock),
      this.repository.statuses(caller, clock),
      this.repository.waiting(caller, clock),
    ]);
    return {
      time_zone: timeZone,
      ...describeClock(clock),
      volumes: summarise(hours, clock),
      statuses: PAYMENT_STATUSES.map(status => ({ status, count: statuses.get(status) ?? 0 })),
      waiting,
    };
  }
}

function describeClock(clock: Clock): Pick<Overview, 'as_of' | 'today' | 'yesterday'> {
  return {
    as_of: clock.at.toISOString(),
    today: { date: clock.todayDate, from: clock.todayFrom.toISOString() },
    yesterday: {
      date: clock.yesterdayDate,
      from: clock.yesterdayFrom.toISOString(),
      until: clock.yesterdayUntil.toISOString(),
    },
  };
}
