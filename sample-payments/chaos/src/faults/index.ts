import { echoingNetwork, killAcquirer, troubleAcquirer } from './acquirer.ts';
import { sameKeyOtherBody, sameKeyStorm, sendCardNumber } from './requests.ts';
import { expireAllLeases, poisonEndpoint } from './deliveries.ts';
import type { Fault } from './fault.ts';
import { killApi } from './killApi.ts';
import { killAroundCharge } from './killAroundCharge.ts';
import { killWorker, killWorkerWhilePosting } from './killWorker.ts';
import { pauseApi } from './pauseApi.ts';
import { crashPostgres, endConnections, exhaustPools } from './postgres.ts';
import { flushRedis, killRedis, pauseRedis } from './redis.ts';
import { skewClock } from './skewClock.ts';
import { terminateApi, terminateWorker } from './terminate.ts';

export type { Fault } from './fault.ts';

/** Everything that can go wrong. A run draws from it. */
export const FAULTS: readonly Fault[] = [
  killApi,
  ...killAroundCharge,
  terminateApi,
  pauseApi,
  killWorker,
  killWorkerWhilePosting,
  terminateWorker,
  crashPostgres,
  endConnections,
  exhaustPools,
  flushRedis,
  killRedis,
  pauseRedis,
  ...troubleAcquirer,
  killAcquirer,
  echoingNetwork,
  sameKeyStorm,
  sameKeyOtherBody,
  sendCardNumber,
  ...poisonEndpoint,
  expireAllLeases,
  skewClock,
];

/** The fault of a name. */
export function faultNamed(name: string): Fault {
  const fault = FAULTS.find(each => each.name === name);
  if (!fault) throw new Error(`There is no fault ${name}.`);
  return fault;
}
