import { componentsFor, developmentComponents } from '../components/index.ts';
import { isThrowAway } from '../cluster/throwAway.ts';
import { openInstance } from '../instance.ts';
import { readSettings } from '../instanceSettings.ts';
import { codeHash } from './codeHash.ts';
import { runSupervisor } from './runSupervisor.ts';

const [name, portOffset, purpose] = process.argv.slice(2);
const instance = openInstance(name, { portOffset: Number(portOffset) });
const { cluster = 'none' } = readSettings(instance.runFolder);
const components =
  purpose === 'development'
    ? developmentComponents(cluster)
    : componentsFor(cluster);
await runSupervisor(
  instance,
  // Whoever tests or measures an instance must not share the processor with work that nothing waits for.
  components.filter(row => !(row.isInBackground && isThrowAway(instance))),
  cluster,
  await codeHash(),
);
