import { oneOf, type Fault } from './fault.ts';

/** kill -9 of a worker at any moment. */
export const killWorker: Fault = {
  name: 'killWorker',
  weight: 2,
  async apply(scene) {
    await oneOf(scene, scene.stage.workers).fell('SIGKILL');
  },
};

/** kill -9 of both workers while a merchant's server has an event and has not answered. */
export const killWorkerWhilePosting: Fault = {
  name: 'killWorkerWhilePosting',
  weight: 2,
  async apply({ stage }) {
    stage.receiver.trap(() => stage.workers.forEach(worker => void worker.fell('SIGKILL')));
  },
  async heal({ stage }) {
    stage.receiver.disarm();
  },
};
