// A supervisor process with two steady services, for tests that must kill it.
import { openInstance } from '../instance.ts';
import { runSupervisor } from '../supervisor/runSupervisor.ts';
import { fakeService, steady } from './fakeComponents.ts';

const [root] = process.argv.slice(2);
const background = 'sleep 599 & touch second.ready; wait';
await runSupervisor(
  openInstance('default', { root, portOffset: 0 }),
  [
    fakeService('first', steady('first')),
    fakeService('second', background, { dependsOn: ['first'] }),
  ],
  'none',
  'fixture',
);
