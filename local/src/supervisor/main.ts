import { componentsFor } from '../components/index.ts';
import { openInstance } from '../instance.ts';
import { codeHash } from './codeHash.ts';
import { runSupervisor } from './runSupervisor.ts';

const [name, portOffset] = process.argv.slice(2);
await runSupervisor(
  openInstance(name, { portOffset: Number(portOffset) }),
  componentsFor(),
  await codeHash(),
);
