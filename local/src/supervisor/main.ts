import { componentsFor, developmentComponents } from '../components/index.ts';
import { openInstance } from '../instance.ts';
import { codeHash } from './codeHash.ts';
import { runSupervisor } from './runSupervisor.ts';

const [name, portOffset, purpose] = process.argv.slice(2);
await runSupervisor(
  openInstance(name, { portOffset: Number(portOffset) }),
  purpose === 'development' ? developmentComponents() : componentsFor(),
  await codeHash(),
);
