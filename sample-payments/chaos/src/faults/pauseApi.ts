import { setTimeout as sleep } from 'node:timers/promises';
import { expireLeases } from '../timeTravel.ts';
import { oneOf, type Fault } from './fault.ts';

/**
 * SIGSTOP of an API for longer than its leases: others take over what it is working on, and then it goes on as if
 * nothing had happened.
 */
export const pauseApi: Fault = {
  name: 'pauseApi',
  weight: 2,
  async apply(scene) {
    const api = oneOf(scene, scene.stage.apis);
    api.pause();
    await sleep(scene.random.between(100, 300));
    await expireLeases(scene.sql).catch(() => {});
    await sleep(scene.random.between(100, 300));
    api.resume();
  },
  async heal({ stage }) {
    for (const api of stage.apis) api.resume();
  },
};
