import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { ComponentContext } from '../supervisor/component.ts';
import { findPython } from '../system/python.ts';
import { clusterEnvironment } from './clusterEnvironment.ts';
import { readSecret } from './secrets.ts';
import { techdocsFolder } from './techdocs.ts';

/**
 * The variables that app-config.local.yaml asks for, with the folders they name made. Temporary files stay in
 * the instance's folder, where `payday down --purge` finds them.
 */
export async function portalEnvironment({
  instance,
  cache,
}: ComponentContext): Promise<Record<string, string>> {
  const python = await findPython();
  const docsBuilder = python
    ? [join(techdocsFolder(instance.root, cache, python), 'bin')]
    : [];
  const temporaryFolder = join(instance.runFolder, 'tmp');
  for (const folder of [
    temporaryFolder,
    join(instance.dataFolder, 'sqlite'),
    join(instance.dataFolder, 'techdocs'),
  ]) {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  }
  return {
    PATH: [...docsBuilder, process.env.PATH ?? ''].join(delimiter),
    TMPDIR: temporaryFolder,
    PAYDAY_PORTAL_URL: instance.portalUrl,
    PAYDAY_PORTAL_PORT: String(instance.ports.portal),
    PAYDAY_DATA_DIR: instance.dataFolder,
    PAYDAY_IDENTITY_URL: instance.identityUrl,
    PAYDAY_OIDC_CLIENT_SECRET: readSecret(instance, 'oidc-client-secret'),
    PAYDAY_SESSION_SECRET: readSecret(instance, 'session-secret'),
    ...(await clusterEnvironment(instance)),
  };
}
