import { ask, canAsk } from '../ask.ts';
import { cacheFolder } from '../cacheFolder.ts';
import {
  dependenciesHash,
  dependenciesStamp,
} from '../components/dependencies.ts';
import { isToolBuilt } from '../tools/buildTool.ts';
import { tools } from '../tools/catalog.ts';
import { missingProblem } from '../components/systemPackages.ts';
import { readFile } from 'node:fs/promises';
import type { Instance } from '../instance.ts';
import type { ClusterKind } from '../instanceSettings.ts';
import { Problem } from '../problem.ts';
import {
  FIRST_START_BYTES,
  formatBytes,
  freeBytes,
  LATER_START_BYTES,
  TOOLS_BUILD_BYTES,
} from './diskSpace.ts';
import {
  canInstallPackages,
  missingSystemPackages,
} from './missingPackages.ts';

/**
 * What must be known before anything is started: enough disk, and whether system packages may be installed.
 * @returns true when they may
 * @throws Problem when the disk is too full, or packages are missing and nobody can be asked
 */
export async function preflight(
  instance: Instance,
  cluster: ClusterKind,
  yes: boolean,
): Promise<boolean> {
  const stamp = await readFile(dependenciesStamp(instance.root), 'utf8').catch(
    () => undefined,
  );
  const isFirst =
    stamp === undefined || stamp !== (await dependenciesHash(instance.root));
  const toolsBytes =
    cluster === 'embedded' && !(await areCoreToolsBuilt())
      ? TOOLS_BUILD_BYTES
      : 0;
  checkDisk(
    instance,
    (isFirst ? FIRST_START_BYTES : LATER_START_BYTES) + toolsBytes,
  );
  const missing = await missingSystemPackages(
    instance.root,
    cacheFolder(),
    cluster,
  );
  if (missing.length === 0) return false;
  if (!canInstallPackages()) throw missingProblem(missing);
  if (yes) return true;
  if (!canAsk()) throw missingProblem(missing);
  if (
    await ask(
      `This machine lacks ${missing.join(', ')}. Install them with apt?`,
      true,
    )
  )
    return true;
  throw missingProblem(missing);
}

async function areCoreToolsBuilt(): Promise<boolean> {
  const context = { cache: cacheFolder() };
  const built = await Promise.all(
    tools
      .filter(({ isCore }) => isCore)
      .map(tool => isToolBuilt(context, tool)),
  );
  return built.every(Boolean);
}

function checkDisk(instance: Instance, neededBytes: number): void {
  for (const folder of [instance.folder, cacheFolder()]) {
    const free = freeBytes(folder);
    if (free < neededBytes) {
      throw new Problem(
        `The disk that holds ${folder} has ${formatBytes(
          free,
        )} free; this start needs ${formatBytes(neededBytes)}.`,
        [
          'To see what fills it:            df -h, du -xsh /*',
          'To put the cache elsewhere:      PAYDAY_CACHE=/other/disk ./payday up',
          'Without building a cluster:      ./payday up --cluster none',
        ],
      );
    }
  }
}
