import { oneOf, type Fault } from './fault.ts';

/** SIGTERM of an API under load: it ends in order, and nobody sees more than a refused connection. */
export const terminateApi: Fault = {
  name: 'terminateApi',
  weight: 2,
  async apply(scene) {
    const api = oneOf(scene, scene.stage.apis);
    const code = await api.fell('SIGTERM');
    if (code !== 0 && code !== null) scene.crowd.report('a_terminated_process_exits_with_0', api.name, String(code));
  },
};

/** SIGTERM of a worker: what it has in flight is finished or left to its lease. */
export const terminateWorker: Fault = {
  name: 'terminateWorker',
  weight: 1,
  async apply(scene) {
    const worker = oneOf(scene, scene.stage.workers);
    const code = await worker.fell('SIGTERM');
    if (code !== 0 && code !== null) scene.crowd.report('a_terminated_process_exits_with_0', worker.name, String(code));
  },
};
