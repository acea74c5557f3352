import { oneOf, type Fault } from './fault.ts';

/** kill -9 of an API at any moment; it is started again. */
export const killApi: Fault = {
  name: 'killApi',
  weight: 2,
  async apply(scene) {
    await oneOf(scene, scene.stage.apis).fell('SIGKILL');
  },
};
