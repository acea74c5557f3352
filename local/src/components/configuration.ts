import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Instance } from '../instance.ts';
import type { Step } from '../supervisor/component.ts';
import { validateCatalog } from '../system/catalogFiles.ts';
import { validateYaml } from '../system/yamlFile.ts';

const CONFIG_FILES = ['app-config.yaml', 'app-config.local.yaml'];

/** Git ignores it: what one person wants otherwise on one machine, such as Postgres in place of SQLite. */
const PRIVATE_CONFIG_FILE = 'app-config.private.yaml';

/** The configuration files of a local portal, least important first. */
export const configPaths = ({ root }: Pick<Instance, 'root'>) => {
  const own = join(root, PRIVATE_CONFIG_FILE);
  return [
    ...CONFIG_FILES.map(name => join(root, name)),
    ...(existsSync(own) ? [own] : []),
  ];
};

/** File locations in the configuration are relative to this folder, as with `yarn start`. */
export const backendFolder = ({ root }: Pick<Instance, 'root'>) =>
  join(root, 'packages', 'backend');

/** Reads what people edit before anything is built from it, so that a slip is told at once, with file and line. */
export const configuration: Step = {
  kind: 'step',
  name: 'configuration',
  title: 'Configuration',
  dependsOn: [],

  async isDone({ instance }) {
    for (const path of configPaths(instance))
      await validateYaml(path, instance.root);
    await validateCatalog(
      configPaths(instance),
      backendFolder(instance),
      instance.root,
    );
    return true;
  },

  async run() {
    // Checking is all there is to do.
  },
};
